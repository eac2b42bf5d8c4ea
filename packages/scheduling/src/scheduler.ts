import { equipment, type ModelEvent } from "@crosstalk/engine";
import { type AnyStateMachine, enqueueActions, setup } from "xstate";
import { settle, takeAnswer } from "./answers.ts";
import { takeClientCommand, takeOwnerCommand } from "./commands.ts";
import type { Layer } from "./layer.ts";
import type { ConfiguredPolicy, SchedulingPolicy, View } from "./policy.ts";
import type { AnswerFromBelow, ClientCommand, OwnerCommand, Work } from "./port.ts";
import { initialContext, type SchedulerContext, type SchedulerInput } from "./state.ts";
import type { Turn } from "./turn.ts";
import { makeView } from "./view.ts";

type SchedulerEvent<W extends Work> = AnswerFromBelow | ClientCommand<W> | OwnerCommand<W>;

/** Commands that are taken whichever state the processors are in; what they lead to moves the processors' regions. */
const CLIENT_COMMANDS = ["RUN", "SPIN", "HALT", "SIGNAL", "IPI"] as const;
const OWNER_COMMANDS = [
  "GROUP",
  "ADMIT",
  "EXIT",
  "HOLD",
  "RELEASE",
  "INJECT",
  "PASS_THROUGH",
  "WORK",
  "WRITE",
  "SEND",
  "YIELD",
  "PREEMPTION",
  "ALARM",
  "RETURN",
  "STOP",
] as const;

/** What a scheduler is built from: its actor's equipment. */
export interface SchedulerEquipment {
  readonly layer: Layer<Work>;
  readonly policy: SchedulingPolicy<unknown, unknown>;
  readonly parameters: unknown;
  readonly view: View;
  /** The turn being taken, on which the policy looks by its view. */
  current: Turn<Work>;
}

type Types = {
  context: SchedulerContext<Work>;
  events: SchedulerEvent<Work>;
  input: SchedulerInput;
  emitted: ModelEvent;
};
type Arguments = { context: SchedulerContext<Work> };

/** What a scheduler is equipped with that shares processors by a policy, as work of a layer. */
export function schedulerEquipment<W extends Work>(
  { policy, parameters }: ConfiguredPolicy,
  layer: Layer<W>,
): SchedulerEquipment {
  const built: Omit<SchedulerEquipment, "view" | "current"> = {
    layer: layer as unknown as Layer<Work>,
    policy: policy as never,
    parameters,
  };
  const whole = built as SchedulerEquipment & { view: View };
  whole.view = makeView<Work>(
    () => whole.current,
    (id) => settle(whole.current, id),
  );
  return whole;
}

function turn(context: SchedulerContext<Work>): Turn<Work> {
  const built = equipment<SchedulerEquipment>(context.path);
  const { layer, policy, parameters, view } = built;
  built.current = { context, layer, policy, parameters, view, here: 0, requests: [], out: [] };
  return built.current;
}

/** Guards and actions, which all schedulers share: what one is built from is its equipment. */
const shared = setup({
  types: {} as Types,
  guards: {
    isOf: ({ event }: { event: SchedulerEvent<Work> }, { id }: { id: number }) => (event as AnswerFromBelow).processor === id,
    isDeciding: ({ context }: Arguments, { id }: { id: number }) => context.processors[id]?.outstanding == null,
    isHalted: ({ context }: Arguments, { id }: { id: number }) => context.processors[id]?.outstanding?.type === "HALT",
    isStopped: ({ context }: Arguments, { id }: { id: number }) =>
      context.stopped && context.processors[id]?.outstanding?.type === "HALT",
    isBusy: ({ context }: Arguments, { id }: { id: number }) => {
      const outstanding = context.processors[id]?.outstanding;
      return outstanding != null && outstanding.type !== "HALT";
    },
  },
  actions: {
    takeAnswer: enqueueActions(({ context, event, enqueue }) => {
      const taken = turn(context);
      takeAnswer(taken, event as AnswerFromBelow);
      for (const sent of taken.out) enqueue.emit(sent);
    }),
    takeClientCommand: enqueueActions(({ context, event, enqueue }) => {
      const taken = turn(context);
      takeClientCommand(taken, event as ClientCommand<Work>);
      for (const sent of taken.out) enqueue.emit(sent);
    }),
    takeOwnerCommand: enqueueActions(({ context, event, enqueue }) => {
      const taken = turn(context);
      takeOwnerCommand(taken, event as OwnerCommand<Work>);
      for (const sent of taken.out) enqueue.emit(sent);
    }),
  },
});

/**
 * One scheduler for kernels and hypervisors: it shares the processors of the machine below among entities (processes or
 * vCPUs) as a policy says, and gives each entity a processor's commands and answers again. Of each processor it knows
 * whether it is
 *
 * - `offline`: has not booted;
 * - `deciding`: it has answered, and this software holds it: an entity's client or the owner may owe a command;
 * - `busy`: it executes a burst or spins;
 * - `idle`: it is halted, with nothing to run;
 * - `stopped`: it is halted for ever, for this software has crashed.
 *
 * Each processor is a region of the chart; one policy state serves them all. A client's command arrives when its entity
 * holds a processor, and leads to the next command below in the same instant. A processor that goes on in the instant in
 * which it has answered stays `busy`, or goes from `idle` to `busy` at once.
 *
 * One statechart for all schedulers of as many processors; policy and layer are the actor's {@link SchedulerEquipment}.
 */
export function schedulerMachine(processors: number): AnyStateMachine {
  const known = machines.get(processors);
  if (known !== undefined) return known;
  const made = makeMachine(processors);
  machines.set(processors, made);
  return made;
}

const machines = new Map<number, AnyStateMachine>();

function makeMachine(processors: number): AnyStateMachine {
  const region = (id: number) => {
    const of = (type: string) => ({ type, params: { id } });
    const takes = { guard: of("isOf"), actions: "takeAnswer" };
    const toStopped = { guard: of("isStopped"), target: "stopped" };
    const toDeciding = { guard: of("isDeciding"), target: "deciding" };
    const toIdle = { guard: of("isHalted"), target: "idle" };
    const toBusy = { guard: of("isBusy"), target: "busy" };
    return {
      initial: "offline",
      states: {
        offline: { on: { INTERRUPT: { ...takes, target: "deciding" } } },
        deciding: { always: [toStopped, toIdle, toBusy] },
        busy: { on: { STOPPED: takes }, always: [toStopped, toDeciding, toIdle] },
        idle: { on: { INTERRUPT: takes }, always: [toStopped, toDeciding, toBusy] },
        stopped: { on: { INTERRUPT: takes } },
      },
    };
  };
  const regions = Object.fromEntries(Array.from({ length: processors }, (_, id) => [`cpu${id}`, region(id)]));
  const commands = [
    ...CLIENT_COMMANDS.map((type) => [type, { actions: "takeClientCommand" }] as const),
    ...OWNER_COMMANDS.map((type) => [type, { actions: "takeOwnerCommand" }] as const),
  ];
  return shared.createMachine({
    id: "scheduler",
    context: ({ input }: { input: SchedulerInput }) => initialContext<Work>(input),
    type: "parallel",
    on: Object.fromEntries(commands),
    states: regions,
  } as never) as unknown as AnyStateMachine;
}
