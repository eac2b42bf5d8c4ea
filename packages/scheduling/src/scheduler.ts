import type { ModelEvent } from "@crosstalk/engine";
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
 */
export function schedulerMachine<W extends Work>(
  processors: number,
  configured: ConfiguredPolicy,
  layer: Layer<W>,
): AnyStateMachine {
  const policy = configured.policy as unknown as SchedulingPolicy<unknown, unknown>;
  let current: Turn<W>;
  const view: View = makeView<W>(
    () => current,
    (id) => settle(current, id),
  );
  const turn = (context: SchedulerContext<W>): Turn<W> => {
    current = { context, layer, policy, parameters: configured.parameters, view, here: 0, requests: [], out: [] };
    return current;
  };
  type Types = { context: SchedulerContext<W>; events: SchedulerEvent<W>; input: SchedulerInput; emitted: ModelEvent };
  type Arguments = { context: SchedulerContext<W> };
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
  return setup({
    types: {} as Types,
    guards: {
      isOf: ({ event }: { event: SchedulerEvent<W> }, { id }: { id: number }) => (event as AnswerFromBelow).processor === id,
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
        takeClientCommand(taken, event as ClientCommand<W>);
        for (const sent of taken.out) enqueue.emit(sent);
      }),
      takeOwnerCommand: enqueueActions(({ context, event, enqueue }) => {
        const taken = turn(context);
        takeOwnerCommand(taken, event as OwnerCommand<W>);
        for (const sent of taken.out) enqueue.emit(sent);
      }),
    },
  }).createMachine({
    id: "scheduler",
    context: ({ input }: { input: SchedulerInput }) => initialContext<W>(input),
    type: "parallel",
    on: Object.fromEntries(commands),
    states: regions,
  } as never) as unknown as AnyStateMachine;
}
