import { type Nanoseconds, NEVER } from "@crosstalk/engine";

/** Index of an entity in its scheduler: a process of a kernel, or a vCPU of a hypervisor. */
export type EntityId = number;
/** Index of a processor of the machine that the scheduler runs on, from 0. */
export type ProcessorId = number;
/** Index of a group of entities: a VM, a control group. */
export type GroupId = number;

/** Why an entity became runnable. */
export type Ready = "new" | "woken" | "released" | "expired" | "preempted" | "yielded";
/** Why an entity stopped being runnable. */
export type Gone = "blocked" | "held" | "exited";

/** What an entity or group is entitled to. */
export interface Share {
  /** Proportional share; 1024 is nice 0 for kernels, 256 the default of Xen's credit. Positive. */
  readonly weight: number;
  /** Most processor time that it may take, as a fraction of one processor (0.25, 2.0); absent: no cap. */
  readonly cap?: number;
  /**
   * Processor time that it gets at least while it wants it, as a fraction of one processor (0.25, 2.0), at most its cap;
   * absent: none. What it doesn't want of that is others' to use.
   */
  readonly reservation?: number;
  /** Unix nice level, -20 to 19, for policies that know it; absent: 0. */
  readonly nice?: number;
}

/** The run states that every scheduler knows. `held`: runnable, but kept off the queues for a set of reasons. */
export type RunState = "ready" | "running" | "blocked" | "held" | "exited";

/** What a policy may know of a processor. */
export interface ProcessorView {
  readonly id: ProcessorId;
  /** The entity that holds the processor. */
  readonly running?: EntityId;
  /** When it last began to run, or was last charged. */
  readonly since: Nanoseconds;
  /** A preemption is on its way to this processor. */
  readonly asked: boolean;
}

/** What a policy may know of an entity. */
export interface EntityView {
  readonly share: Share;
  readonly state: RunState;
  /** The processor that it runs on, or last ran on (its home before it has run). */
  readonly processor: ProcessorId;
  /** When it last stopped running; 0 before it has run. */
  readonly stopped: Nanoseconds;
  /** The VM or control group that it belongs to. */
  readonly group: GroupId;
  /** It was made in the memory of its parent (a thread, or a child by `vfork`), not in a copy. */
  readonly sharesMemory: boolean;
}

/** What a policy may know of a group. */
export interface GroupView {
  readonly share: Share;
  readonly members: readonly EntityId[];
}

/** How an alarm is set. */
export interface AlarmOptions {
  /** The processor on whose timer it hangs; by default the one that sets it. */
  readonly on?: ProcessorId;
  /** Repeats with this period, counted from the due time (not from when it was handled). */
  readonly every?: Nanoseconds;
}

/**
 * A policy's window on its scheduler. Requests (`preempt`, `alarm`, `hold`, `release`) take effect after the
 * policy's callback returns; `settle` takes effect at once.
 */
export interface View {
  readonly now: Nanoseconds;
  /** The processor on which this decision is taken: software acts only where it holds a processor. */
  readonly here: ProcessorId;
  readonly processors: readonly ProcessorView[];
  entity(entity: EntityId): EntityView;
  /** The entity that made it by `fork`, as long as that one lives; absent: none, or it has exited. */
  parent(entity: EntityId): EntityId | undefined;
  group(group: GroupId): GroupView;
  /** All groups that have been made, by index. */
  groups(): readonly GroupId[];
  /** Affinity: and the processor has booted. */
  allowed(entity: EntityId, processor: ProcessorId): boolean;
  /** Charges the processor's runner for what it has run up to now. */
  settle(processor: ProcessorId): void;
  /**
   * Makes the processor pick again, now or at a later instant; costs an inter-processor interrupt where remote. A later
   * instant counts only while the present runner stays: it lapses when the processor picks anew, and is nothing to an
   * idle one.
   */
  preempt(processor: ProcessorId, at?: Nanoseconds): void;
  /** Calls the policy's `alarm` at or after an instant; setting the same (name, subject) again replaces it. `NEVER` cancels. */
  alarm(name: string, subject: number | string, at: Nanoseconds, how?: AlarmOptions): void;
  /** Takes an entity off the queues until every reason for which it is held has been released. */
  hold(entity: EntityId, why: string): void;
  release(entity: EntityId, why: string): void;
  /** A uniform number in [0, 1) from the random stream of that purpose: for seeded phases of periodic work. */
  random(purpose: string): number;
}

/** How processor time is divided among those that burn it without a break, and how closely. */
export interface Fairness {
  /** Whose weights count: of groups, whatever is in them; of each entity; or nobody's, so that all entities are alike. */
  readonly weights: "groups" | "entities" | "none";
  /** By how much what one has had in any window of time may differ from its part, ns; `NEVER`: by any amount. */
  readonly within: Nanoseconds;
  /** By how much more it may, as a fraction of the window: what is lost or given away in the long run; absent: none. */
  readonly drift?: number;
}

/**
 * How processors are shared among entities (processes or vCPUs). Functions over plain JSON state, which they may
 * change in place; requests go through the view. Any policy runs at either level.
 */
export interface SchedulingPolicy<Parameters = unknown, State = unknown> {
  /** The field's name for it, such as `credit`. */
  readonly name: string;
  /** What of a share it enforces beside weights; absent: nothing. */
  readonly enforces?: readonly ("cap" | "reservation")[];
  /** What it promises on one processor, for two or a few that burn it; absent: nothing. A cap is kept as closely. */
  fairness?(parameters: Parameters): Fairness;
  /** Makes the state when the first processor boots. All processors are known to the view. */
  start(parameters: Parameters, view: View): State;
  /** A new entity, before it is first enqueued. */
  admit?(state: State, entity: EntityId, view: View): void;
  /** Runnable, not running. */
  enqueue(state: State, entity: EntityId, why: Ready, view: View): void;
  /** Queued or stopped, and now neither runnable nor running. It may or may not be in a queue of the policy. */
  leave(state: State, entity: EntityId, why: Gone, view: View): void;
  /** What it ran: called so that each nanosecond is charged once. */
  charge?(state: State, entity: EntityId, ran: Nanoseconds, view: View): void;
  /**
   * Chooses what the processor runs next, takes it off the queue, and says until when (an absolute instant, or
   * `NEVER`); undefined leaves it idle. The entity that ran there until now was enqueued again before.
   */
  pick(state: State, processor: ProcessorId, view: View): { entity: EntityId; until: Nanoseconds } | undefined;
  /**
   * Makes the priority of an entity worse by so many levels from when it is next reckoned (better, if negative); absent:
   * the policy has no priorities. For what is put over a policy.
   */
  worsen?(state: State, entity: EntityId, levels: number): void;
  /** The turn of a processor's runner is over, as if its slice were used up; absent: only by preemption. For the same. */
  endTurn?(state: State, entity: EntityId, processor: ProcessorId, view: View): void;
  /** An alarm that the policy set has come. */
  alarm?(state: State, name: string, subject: number | string, view: View): void;
}

/** A policy together with its parameters: what a kernel or hypervisor is given. */
export interface ConfiguredPolicy {
  readonly policy: SchedulingPolicy<never, never>;
  readonly parameters: unknown;
}

/** What a policy promises with its parameters. */
export function fairnessOf({ policy, parameters }: ConfiguredPolicy): Fairness {
  return policy.fairness?.(parameters as never) ?? { weights: "none", within: NEVER };
}

/** Binds a policy to its parameters. */
export function configure<Parameters, State>(
  policy: SchedulingPolicy<Parameters, State>,
  parameters: Parameters,
): ConfiguredPolicy {
  return { policy: policy as unknown as SchedulingPolicy<never, never>, parameters };
}
