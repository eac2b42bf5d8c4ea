import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { EntityId, ProcessorId, RunState, Share } from "./policy.ts";
import type { ProcessorPort, TokenLike, TrapLike, Work } from "./port.ts";

/** What a client has asked for on behalf of an entity. */
export type EntityWork<W extends Work> =
  | {
      readonly type: "RUN";
      readonly ticket: number;
      /** Comes before the burst. */
      readonly before: readonly W[];
      readonly burst: readonly W[];
      /** Segments of the burst that have been given, counted from its end, and the fraction that was done of the first. */
      readonly given: number;
      readonly begun: number;
      /** Segments not yet done, counted from the end, and the fraction done of the first of them. */
      left: number;
      from: number;
      timer: Nanoseconds;
      /** Trap that the client has still to be told. */
      trap: TrapLike | null;
    }
  | {
      readonly type: "SPIN";
      readonly ticket: number;
      readonly until: TokenLike;
      readonly account: string;
      /** 0 once signalled. */
      left: number;
      timer: Nanoseconds;
    }
  | { readonly type: "HALT"; timer: Nanoseconds };

/** The piece of an entity's work with which so many are left, counted from the end; undefined if there is none. */
export function pieceAt<W extends Work>({ before, burst, given }: EntityWork<W> & { type: "RUN" }, left: number): W | undefined {
  if (left === 0) return undefined;
  return left > given ? before[before.length + given - left] : burst[burst.length - left];
}

/** Fraction that had been done of that piece when the client gave the work. */
export function begunBefore<W extends Work>(work: EntityWork<W> & { type: "RUN" }, left: number): number {
  return left === work.given ? work.begun : (pieceAt(work, left)?.from ?? 0);
}

/** Time that an entity has spent, up to `since`. */
export interface EntityTimes {
  running: Nanoseconds;
  ready: Nanoseconds;
  blocked: Nanoseconds;
  held: Nanoseconds;
  /** While it ran as far as this scheduler knows, but the processor below was taken away. */
  stolen: Nanoseconds;
}

/** An entity as its scheduler knows it. */
export interface EntityState<W extends Work> {
  readonly id: EntityId;
  readonly client: string;
  readonly index: number;
  readonly virtual: boolean;
  readonly group: number;
  share: Share;
  /** Which admission to this scheduler it was: entity numbers are used again, this one is not. */
  readonly serial: number;
  /** When it was admitted. */
  readonly admitted: Nanoseconds;
  /** Who made it. */
  readonly maker: { readonly entity: EntityId; readonly serial: number } | null;
  readonly sharesMemory: boolean;
  readonly affinity: readonly ProcessorId[] | null;
  readonly mirror: string | null;
  readonly rewriting: string | null;
  state: RunState;
  /** Has run or been ready before. */
  known: boolean;
  processor: ProcessorId;
  stopped: Nanoseconds;
  work: EntityWork<W> | null;
  pending: string[];
  holds: string[];
  /** How often preemption has been disallowed and not been allowed again. */
  unpreemptible: number;
  /** Its chart was last told that it runs. */
  shown: boolean;
  times: EntityTimes;
  since: Nanoseconds;
}

/** The command that a processor below is busy with. */
export interface Outstanding {
  readonly type: "RUN" | "SPIN" | "HALT";
  readonly ticket: number;
  /** Segments of own work before the entity's. */
  readonly own: number;
  /** Segments of the entity. */
  readonly theirs: number;
  /** Segments of the entity held back at the end, because an interrupt waits for the end of a masked region. */
  readonly cut: number;
  readonly timer: Nanoseconds;
  /** When the entity exited that it was given for, though the processor has not answered yet; `NEVER` if it has not. */
  abandoned: Nanoseconds;
}

/** Time of a processor, up to `since`. */
export interface ProcessorTimes {
  running: Nanoseconds;
  own: Nanoseconds;
  idle: Nanoseconds;
  stolen: Nanoseconds;
}

/** A processor as the scheduler on it knows it. */
export interface ProcessorState<W extends Work> {
  readonly id: ProcessorId;
  readonly path: string;
  readonly port: number;
  online: boolean;
  running: EntityId | null;
  /** Who ran last: switching to it again costs nothing. */
  last: EntityId | null;
  since: Nanoseconds;
  /** What of the present stretch has been charged to the policy already. */
  charged: Nanoseconds;
  sliceEnd: Nanoseconds;
  preemptAt: Nanoseconds;
  /** Must pick again at the next chance. */
  mustPick: boolean;
  asked: boolean;
  rescheduling: boolean;
  yielding: boolean;
  debt: W[];
  /** It has begun to go idle, and nothing has run since. */
  resting: boolean;
  outstanding: Outstanding | null;
  /** How many answers the owner or a client owes before the processor can go on. */
  awaiting: number;
  /** The clock page below, as of the last answer. */
  stolen: Nanoseconds;
  alarms: Alarm[];
  ticks: { handled: number; lost: number };
  times: ProcessorTimes;
  bootedAt: Nanoseconds;
}

/** A pending alarm; each processor's are kept in order of time. */
export interface Alarm {
  readonly name: string;
  readonly subject: number | string;
  at: Nanoseconds;
  readonly every: Nanoseconds;
  /** Of an entity's own timer, not of the policy. */
  readonly entity: boolean;
  /** Of the scheduler's owner, not of the policy; absent: not. */
  readonly owner?: true;
}

/** A group of entities, with the time of those that have exited. */
export interface GroupState {
  share: Share;
  members: EntityId[];
  exited: EntityTimes;
  /** How many of its members are ready, and how many run. */
  ready: number;
  running: number;
  /** Processor time that members were ready to use and others had, up to `since`. */
  lack: Nanoseconds;
  since: Nanoseconds;
}

/** The scheduler's memory: a JSON value. */
export interface SchedulerContext<W extends Work> {
  readonly path: string;
  readonly owner: string;
  processors: ProcessorState<W>[];
  entities: (EntityState<W> | null)[];
  groups: GroupState[];
  started: boolean;
  /** The software has stopped for ever: entities are held, processors halt, nothing is told to anybody. */
  stopped: boolean;
  policy: unknown;
  /** Interrupts from below that go straight to an entity. */
  passThrough: Record<string, EntityId>;
  /** Where each alarm stands: "name subject" to processor and instant. */
  alarmPlaces: Record<string, { on: ProcessorId; at: Nanoseconds }>;
  tickets: number;
  /** Admissions so far. */
  admissions: number;
}

/** How a scheduler is set up. */
export interface SchedulerInput {
  /** Its own path. */
  readonly path: string;
  /** Path of the kernel or hypervisor that owns it. */
  readonly owner: string;
  /** The processors of the machine below. */
  readonly processors: readonly ProcessorPort[];
}

/** A scheduler before its first processor boots. */
export function initialContext<W extends Work>(input: SchedulerInput): SchedulerContext<W> {
  return {
    path: input.path,
    owner: input.owner,
    processors: input.processors.map((port, id) => ({
      id,
      path: port.path,
      port: port.id,
      online: false,
      running: null,
      last: null,
      since: 0,
      charged: 0,
      sliceEnd: NEVER,
      preemptAt: NEVER,
      mustPick: false,
      asked: false,
      rescheduling: false,
      yielding: false,
      debt: [],
      resting: false,
      outstanding: null,
      awaiting: 0,
      stolen: 0,
      alarms: [],
      ticks: { handled: 0, lost: 0 },
      times: { running: 0, own: 0, idle: 0, stolen: 0 },
      bootedAt: 0,
    })),
    entities: [],
    groups: [],
    started: false,
    stopped: false,
    policy: null,
    passThrough: {},
    alarmPlaces: {},
    tickets: 0,
    admissions: 0,
  };
}
