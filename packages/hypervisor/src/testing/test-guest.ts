import { type ModelEvent, NEVER, now, type Simulation } from "@crosstalk/engine";
import { account, type Machine, type Segment } from "@crosstalk/hardware";
import {
  type ConfiguredPolicy,
  type Layer,
  roundRobin,
  schedulerEquipment,
  schedulerMachine,
  type TickPolicy,
} from "@crosstalk/scheduling";
import { enqueueActions, setup } from "xstate";
import type { LogEntry, Step, TestEntity, TestGuestContext } from "./test-entity.ts";

/** How a test guest is built. */
export interface TestGuestOptions {
  readonly entities: readonly TestEntity[];
  readonly scheduling?: ConfiguredPolicy;
  readonly layer?: Partial<Layer<Segment>>;
  readonly tickPolicy?: TickPolicy;
}

interface Handling {
  readonly context: TestGuestContext;
  readonly out: ModelEvent[];
}
type Told = ModelEvent & {
  readonly processor: number;
  readonly on: number;
  readonly left: number;
  readonly from: number;
  readonly trap?: { cause: string };
};

function note({ context }: Handling, what: string, on: number): void {
  context.log.push({ at: now(), what, on });
}

/** Does the entity's steps until one takes time. */
function goOn(handling: Handling, id: number, on: number): void {
  const { context, out } = handling;
  const entity = context.entities[id] as TestEntity;
  const state = context.state[id] as TestGuestContext["state"][number];
  const common = { to: context.scheduler, processor: id, on, ticket: state.step, timer: NEVER };
  for (;;) {
    if (state.step === entity.steps.length) {
      note(handling, `done ${id}`, on);
      if (!entity.repeat) {
        out.push({ ...common, type: "HALT" });
        return;
      }
      state.step = 0;
    }
    const step = entity.steps[state.step] as Step;
    state.step += 1;
    if (step.do === "run") {
      state.burst = step.burst;
      out.push({ ...common, type: "RUN", burst: step.burst });
      return;
    }
    if (step.do === "sleep") {
      out.push({ ...common, type: "HALT", timer: now() + step.time });
      return;
    }
    if (step.do === "spin") {
      out.push({ ...common, type: "SPIN", until: step.until, account: account("spin", context.path) });
      return;
    }
    if (step.do === "tell") out.push(step.event);
    else if (step.do === "signal") out.push({ ...common, type: "SIGNAL", token: step.token });
    else if (step.do === "send") out.push({ type: "SEND", to: context.scheduler, on, target: step.target, vector: step.vector });
    else out.push({ type: "SUBMIT", to: step.device, request: { id, owner: step.owner } });
  }
}

function handle(handling: Handling, event: Told): void {
  const { context, out } = handling;
  const back = { type: "RETURN", to: context.scheduler, on: event.on };
  switch (event.type) {
    case "BOOTED":
      note(handling, "booted", event.on);
      context.booted.push(event.on);
      if (context.booted.length === 1) {
        out.push({ type: "GROUP", to: context.scheduler, on: event.on, group: 0, share: { weight: 1 } });
        context.entities.forEach(({ affinity, steps }, entity) => {
          const placed = affinity === undefined ? {} : { affinity };
          const admission = {
            entity,
            client: context.path,
            index: entity,
            virtual: false,
            group: 0,
            share: { weight: 1 },
            ...placed,
          };
          out.push({ type: "ADMIT", to: context.scheduler, on: event.on, admission });
          context.state.push({ step: 0, burst: [] });
          if (steps.length > 0) out.push({ type: "INJECT", to: context.scheduler, on: event.on, entity, vector: "start" });
        });
      }
      out.push(back);
      break;
    case "INTERRUPTED":
      note(handling, `interrupt ${String(event.vector)}`, event.on);
      out.push(back);
      break;
    case "INTERRUPT":
      goOn(handling, event.processor, event.on);
      break;
    default: {
      if (event.trap !== undefined) note(handling, `trap ${event.trap.cause}`, event.on);
      const state = context.state[event.processor] as TestGuestContext["state"][number];
      if (event.left === 0) {
        goOn(handling, event.processor, event.on);
        return;
      }
      const rest = state.burst.slice(-event.left);
      const burst = event.from === 0 ? rest : [{ ...(rest[0] as Segment), from: event.from }, ...rest.slice(1)];
      state.burst = burst;
      out.push({ type: "RUN", to: context.scheduler, processor: event.processor, on: event.on, ticket: 0, burst, timer: NEVER });
    }
  }
}

const guestMachine = setup({
  types: {} as {
    context: TestGuestContext;
    events: ModelEvent;
    input: Pick<TestGuestContext, "path" | "scheduler" | "entities">;
    emitted: ModelEvent;
  },
  actions: {
    handle: enqueueActions(({ context, event, enqueue }) => {
      const handling: Handling = { context, out: [] };
      handle(handling, event as Told);
      for (const sent of handling.out) enqueue.emit(sent);
    }),
  },
}).createMachine({
  id: "test-guest",
  context: ({ input }) => ({ state: [], booted: [], log: [], ...input }),
  initial: "up",
  states: {
    up: {
      on: {
        BOOTED: { actions: "handle" },
        INTERRUPTED: { actions: "handle" },
        INTERRUPT: { actions: "handle" },
        STOPPED: { actions: "handle" },
      },
    },
  },
});

/** A kernel in the least: a scheduler over a few entities, and one chart that is its owner and their client. */
export function installTestGuest(simulation: Simulation, path: string, machine: Machine, options: TestGuestOptions): string {
  const none: readonly Segment[] = [];
  const scheduler = `${path}/scheduler`;
  const layer: Layer<Segment> = {
    switching: () => none,
    interrupt: () => none,
    alarm: () => none,
    sendInterrupt: () => none,
    tickPolicy: options.tickPolicy ?? "catch-up",
    ticksWhileIdle: false,
    stealAware: machine.features.stolenTime,
    ...options.layer,
  };
  simulation.actor(path, guestMachine, { path, scheduler, entities: options.entities });
  const policy = options.scheduling ?? roundRobin({ slice: 10_000_000 });
  const { processors } = machine;
  const ports = { path: scheduler, owner: path, processors };
  simulation.actor(scheduler, schedulerMachine(processors.length), ports, schedulerEquipment(policy, layer));
  machine.boot(scheduler);
  return scheduler;
}

/** What happened in a test guest, in order. */
export function logOf(simulation: Simulation, path: string): readonly LogEntry[] {
  return (simulation.snapshot(path).context as TestGuestContext).log;
}

/** When a guest heard of something. */
export function heard(simulation: Simulation, guest: string, what: string): number[] {
  return logOf(simulation, guest)
    .filter((entry) => entry.what === what)
    .map(({ at }) => at);
}
