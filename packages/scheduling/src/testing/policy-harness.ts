import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { EntityId, GroupId, ProcessorId, SchedulingPolicy, Share, View } from "../policy.ts";
import { type Behaviour, stretch } from "./behaviour.ts";
import { type Bench, type Body, bodyOf, callPolicy, charge, drain, processorOf } from "./bench.ts";
import { block, makeReady, reschedule } from "./bench-scheduler.ts";
import { benchView } from "./bench-view.ts";
import { type HarnessEvent, harnessClock } from "./harness-clock.ts";
import { seededRandom } from "./seeded-random.ts";

/** An entity of a test. Begins at `at` (default 0), runnable at once. */
export interface HarnessEntity {
  readonly behaviour: Behaviour;
  /** Default: weight 1024. */
  readonly share?: Share;
  readonly group?: GroupId;
  /** Affinity; default: any processor. */
  readonly allowed?: readonly ProcessorId[];
  /** Default: processors take turns. */
  readonly home?: ProcessorId;
  readonly at?: Nanoseconds;
  /** The entity that makes it, at `at`. */
  readonly parent?: EntityId;
  readonly sharesMemory?: boolean;
}

/** What a harness is made of. */
export interface HarnessOptions {
  readonly processors: number;
  readonly entities: readonly HarnessEntity[];
  /** Shares of the groups; default: one group with weight 256. */
  readonly groups?: readonly Share[];
  /** How long an inter-processor interrupt takes; default 0. */
  readonly interrupt?: Nanoseconds;
  readonly seed?: number;
  /** Replaces the seeded numbers, to place ticks. */
  readonly random?: (purpose: string) => number;
  /** Takes the state through JSON after every callback. */
  readonly throughJson?: boolean;
  /** Called when everything at an instant has been handled. */
  readonly watch?: (harness: Harness<unknown>) => void;
}

/** A running test. */
export interface Harness<State> {
  run(until: Nanoseconds): void;
  state(): State;
  readonly view: View;
  /** Processor time that an entity has had, up to now. */
  used(entity: EntityId): Nanoseconds;
  /** Processor time of it that the policy was told of. */
  charged(entity: EntityId): Nanoseconds;
  /** Longest time for which a processor stayed idle while an entity that could have run there waited. */
  longestWaste(): Nanoseconds;
  /** Instant, processor and entity (-1: idle) of every pick. */
  readonly picks: readonly (readonly [Nanoseconds, ProcessorId, EntityId])[];
}

function makeBody(entity: HarnessEntity, index: number, processors: number): Body {
  const { allowed } = entity;
  return {
    behaviour: entity.behaviour,
    allowed,
    share: entity.share ?? { weight: 1024 },
    group: entity.group ?? 0,
    parent: entity.parent,
    sharesMemory: entity.sharesMemory ?? false,
    state: "exited",
    processor: entity.home ?? allowed?.[index % allowed.length] ?? index % processors,
    stopped: 0,
    holds: [],
    begun: false,
    left: stretch(entity.behaviour),
    used: 0,
    charged: 0,
  };
}

function makeBench<Parameters, State>(policy: SchedulingPolicy<Parameters, State>, options: HarnessOptions): Bench<State> {
  const bench: Bench<State> = {
    policy: policy as unknown as SchedulingPolicy<never, State>,
    clock: harnessClock(),
    processors: Array.from({ length: options.processors }, (_, id) => ({ id, since: 0, asked: false })),
    bodies: options.entities.map((entity, index) => makeBody(entity, index, options.processors)),
    shares: options.groups ?? [{ weight: 256 }],
    requests: [],
    rescheduling: [],
    alarms: {},
    interrupt: options.interrupt ?? 0,
    throughJson: options.throughJson ?? false,
    random: options.random ?? seededRandom(options.seed ?? 1),
    picks: [],
    here: 0,
    depth: 0,
    state: undefined as State,
    view: undefined as unknown as View,
  };
  bench.view = benchView(bench);
  return bench;
}

function wake<State>(bench: Bench<State>, entity: EntityId): void {
  const body = bodyOf(bench, entity);
  const isNew = !body.begun;
  body.begun = true;
  if (isNew) callPolicy(bench, body.processor, () => bench.policy.admit?.(bench.state, entity, bench.view));
  makeReady(bench, entity, isNew ? "new" : "woken");
}

function handle<State>(bench: Bench<State>, event: HarnessEvent): void {
  if (event.kind === "wake") wake(bench, event.subject);
  else if (event.kind === "block") block(bench, event.subject);
  else if (event.kind === "alarm") {
    const { name, subject, every } = bench.alarms[event.key] ?? { name: "", subject: 0, every: NEVER };
    bench.clock.repeat(event, every);
    callPolicy(bench, event.subject, () => bench.policy.alarm?.(bench.state, name, subject, bench.view));
  } else {
    if (event.key.startsWith("asked")) processorOf(bench, event.subject).asked = false;
    reschedule(bench, event.subject, event.kind === "expiry" ? "expired" : "preempted");
  }
  drain(bench);
}

function isWasting<State>({ processors, bodies, view }: Bench<State>): boolean {
  const idle = processors.filter(({ running, asked }) => running === undefined && !asked);
  return idle.some(({ id }) => bodies.some((body, entity) => body.state === "ready" && view.allowed(entity, id)));
}

/**
 * A tiny stand-alone discrete-event simulation of one scheduler, to test a policy: ideal processors, no costs but the
 * latency of interrupts. It checks that what is picked may run.
 */
export function harness<Parameters, State>(
  policy: SchedulingPolicy<Parameters, State>,
  parameters: Parameters,
  options: HarnessOptions,
): Harness<State> {
  const bench = makeBench(policy, options);
  const { clock, view } = bench;
  let wasteSince = NEVER;
  let longest = 0;
  const observe = (): void => {
    if (!isWasting(bench)) wasteSince = NEVER;
    else if (wasteSince === NEVER) wasteSince = clock.now;
    if (wasteSince < NEVER) longest = Math.max(longest, (clock.next() ?? clock.now) - wasteSince);
    options.watch?.(self as Harness<unknown>);
  };
  const self: Harness<State> = {
    run(until) {
      for (let event = clock.advance(until); event !== undefined; event = clock.advance(until)) {
        handle(bench, event);
        if (clock.next() !== clock.now) observe();
      }
      clock.now = until;
      for (const { id } of bench.processors) charge(bench, id);
    },
    state: () => bench.state,
    view,
    used: (entity) => bodyOf(bench, entity).used,
    charged: (entity) => bodyOf(bench, entity).charged,
    longestWaste: () => longest,
    picks: bench.picks,
  };
  for (const [index, entity] of options.entities.entries()) clock.set("wake", entity.at ?? 0, index, `wake/${index}`);
  bench.state = policy.start(parameters, view);
  drain(bench);
  for (const { id } of bench.processors) reschedule(bench, id, "preempted");
  return self;
}
