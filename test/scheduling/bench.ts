import { type ModelEvent, type Nanoseconds, Simulation } from "@crosstalk/engine";
import { processMachine } from "@crosstalk/guest-os";
import {
  buildHost,
  type Host,
  type HostModel,
  OPERATION_CLASSES,
  recalled,
  type Segment,
  type TestDeviceOptions,
  totalOf,
} from "@crosstalk/hardware";
import {
  type EntityState,
  type Layer,
  type ProcessorState,
  type SchedulerContext,
  schedulerEquipment,
  schedulerMachine,
} from "@crosstalk/scheduling";
import { type NotedOptions, type NotedState, noted } from "./noted-policy.ts";
import { type Note, type OwnerStep, softwareMachine, type TestEntity } from "./software.ts";

/** Work costs what it says, nothing else costs anything; an interrupt to another processor takes 1 us. */
const model: HostModel = {
  name: "test-host",
  year: 2000,
  about: "round numbers",
  processors: 4,
  pages: 100,
  interruptDelivery: recalled(1_000, "ns", "made up"),
  prices: Object.fromEntries(
    OPERATION_CLASSES.map((name) => [name, recalled(name === "work" ? 1 : 0, "ns", "made up")]),
  ) as HostModel["prices"],
};

/** Plain work for a payer. */
export function work(time: Nanoseconds, extra: Partial<Segment> = {}, payer = "user:a"): Segment {
  return { parts: [{ account: payer, operations: { work: time } }], from: 0, ...extra };
}

/** A segment of the owner's own work, as a layer adds it. */
export function own(time: Nanoseconds, extra: Partial<Segment> = {}): Segment {
  return work(time, extra, "kernel:own");
}

/** How a bench is set up. */
export interface BenchOptions {
  readonly entities: readonly TestEntity[];
  readonly processors?: number;
  readonly policy?: NotedOptions;
  readonly layer?: Partial<Layer<Segment>>;
  readonly on?: { readonly [notice: string]: readonly OwnerStep[] };
  readonly devices?: readonly TestDeviceOptions[];
  readonly permuteTies?: number;
}

/** A scheduler on a real host, with test software over it. */
export interface SchedulerBench {
  readonly simulation: Simulation;
  readonly host: Host;
  /** Runs up to and at an instant, and checks that no time was lost. */
  until(at: Nanoseconds): void;
  /** What has happened, as `at: what` for the owner and `at: entity what` for entities; all, or of one entity. */
  notes(entity?: number): string[];
  /** What the policy was asked. */
  readonly policy: NotedState;
  readonly context: SchedulerContext<Segment>;
  entity(id: number): EntityState<Segment>;
  processor(id: number): ProcessorState<Segment>;
  /** The run state that an entity's chart shows. */
  chart(id: number): string;
  /** Interrupts sent between processors so far. */
  readonly interruptsSent: number;
  give(command: ModelEvent): void;
  raise(vector: string, at: Nanoseconds, on?: number): void;
}

const nothing: readonly Segment[] = [];

/** Builds the bench. Entities have charts of the kind that processes have. */
export function schedulerBench(options: BenchOptions): SchedulerBench {
  const { entities, processors = 1, policy = {}, on = {}, devices = [], permuteTies } = options;
  const simulation = new Simulation(permuteTies === undefined ? { seed: 1 } : { seed: 1, permuteTies });
  const host = buildHost(simulation, "host", model, { processors, devices });
  const layer: Layer<Segment> = {
    switching: () => nothing,
    interrupt: () => nothing,
    alarm: () => nothing,
    sendInterrupt: () => nothing,
    tickPolicy: "catch-up",
    ticksWhileIdle: false,
    stealAware: false,
    ...options.layer,
  };
  const charted = entities.map((entity, id) => ({ ...entity, mirror: `chart${id}` }));
  for (const { mirror } of charted) simulation.actor(mirror, processMachine);
  simulation.actor("software", softwareMachine, { path: "software", scheduler: "scheduler", entities: charted, on });
  const input = { path: "scheduler", owner: "software", processors: host.processors };
  simulation.actor("scheduler", schedulerMachine(processors), input, schedulerEquipment(noted(policy), layer));
  host.boot("scheduler");
  let interruptsSent = 0;
  simulation.onDelivery((_at, _path, { type }) => {
    if (type === "IPI") interruptsSent += 1;
  });
  const context = (): SchedulerContext<Segment> => simulation.snapshot("scheduler").context as SchedulerContext<Segment>;
  return {
    simulation,
    host,
    until(at) {
      simulation.run(at);
      for (const { id, times, since, bootedAt } of context().processors) {
        if (totalOf(host.ledger(id)) !== at) throw new Error(`processor ${id} lost time: ${JSON.stringify(host.ledger(id))}`);
        const booked = Object.values(times).reduce((sum: number, time: number) => sum + time, 0);
        if (booked !== since - bootedAt) throw new Error(`processor ${id} has booked ${booked} of ${since - bootedAt} ns`);
      }
    },
    notes(wanted) {
      const { notes } = simulation.snapshot("software").context as { notes: readonly Note[] };
      const chosen = wanted === undefined ? notes : notes.filter(({ entity }) => entity === wanted);
      return chosen.map(
        ({ at, entity, what }) => `${at}: ${entity === undefined || wanted !== undefined ? "" : `${entity} `}${what}`,
      );
    },
    get policy() {
      return context().policy as NotedState;
    },
    get context() {
      return context();
    },
    entity: (id) => context().entities[id] as EntityState<Segment>,
    processor: (id) => context().processors[id] as ProcessorState<Segment>,
    chart: (id) => String(simulation.snapshot(`chart${id}`).value),
    get interruptsSent() {
      return interruptsSent;
    },
    give: (command) => simulation.post("scheduler", command),
    raise: (vector, at, processor = 0) => simulation.post(`host/cpu${processor}`, { type: "RAISE", processor, vector }, at),
  };
}
