import type { Nanoseconds } from "@crosstalk/engine";
import type { EntityId, GroupId, ProcessorId, View } from "../policy.ts";

/** Parameters of Xen's credit scheduler: what changed between its versions. */
export interface CreditParameters {
  /** Time slice and accounting period, ns. 30 ms; settable from 1 to 1000 ms since 4.2. */
  readonly slice: Nanoseconds;
  /** Ticks of a processor in a slice: 3. */
  readonly ticksPerSlice: number;
  /** Who pays: whoever the tick finds running pays for a whole tick, or each vCPU for what it ran. */
  readonly debit: "sampled" | "exact";
  /** What the weight belongs to: the domain as a whole, or each of its active vCPUs. */
  readonly weight: "per domain" | "per vcpu";
  /** What becomes of the credits of a vCPU that has more than a slice's worth, and stops earning. */
  readonly onExcess: "zero" | "halve";
  /** Whether a vCPU that wakes with credits left goes before all that don't. */
  readonly boost: boolean;
  /** A vCPU keeps its processor for at least this long, ns; 0: off. */
  readonly rateLimit: Nanoseconds;
  /** Shortest timer set for the rest of that time, ns. */
  readonly minimumTimer: Nanoseconds;
  /** Shortest time between two attempts of a processor to steal work, ns; 0: off. */
  readonly stealInterval: Nanoseconds;
  /** Where the search for work to steal begins: after the processor that steals, or after the last that was stolen from. */
  readonly stealFrom: "neighbour" | "last victim";
  /** A vCPU that ran this recently isn't stolen, ns; 0: off. */
  readonly migrationDelay: Nanoseconds;
  /** Which idle processors are called when a vCPU wakes on a busy one. */
  readonly tickle: "one idle" | "all idle";
  /** Whether an idle processor looks for work again after every slice: even idling was given a slice in 3.x. */
  readonly idleSlices: boolean;
  /** Whether a tick moves the running vCPU to an idle processor when others wait behind it. */
  readonly moveRunning: boolean;
  /** Whether one that yields queues behind one vCPU of a lower class. */
  readonly yieldBehind: boolean;
}

/** Classes of vCPUs, best first. Quoted. */
export const priority = { boost: 0, under: -1, over: -2, idle: -64 } as const;

/** Why a vCPU that has used up its cap is held. */
export const parked = "parked";

/** State of the credit scheduler: plain JSON. */
export interface CreditState {
  readonly parameters: CreditParameters;
  /** Length of a tick, ns; credits of a slice (10 in a ms) and of a tick. */
  readonly tick: Nanoseconds;
  readonly perSlice: number;
  readonly perTick: number;

  /** By processor: those that wait there, sorted by class when inserted. */
  readonly queues: EntityId[][];
  /** By processor: who has it; -1: nobody. */
  readonly running: EntityId[];
  /** By processor: who had it last, if it goes on to be runnable there, and since when without a break. */
  readonly last: EntityId[];
  readonly since: Nanoseconds[];
  /** By processor: who keeps it because of the rate limit; -1: nobody. */
  readonly kept: EntityId[];
  /** By processor: first instant of its ticks, which timers are set, and the accounting round after which it last sorted. */
  readonly phase: Nanoseconds[];
  readonly timers: ("none" | "busy" | "idle")[];
  readonly sorted: number[];
  /** By processor: when it last tried to steal, and whom it last called. */
  readonly stole: Nanoseconds[];
  readonly tickled: ProcessorId[];

  /** By vCPU. */
  readonly credit: number[];
  /** Part of a credit that has been run but not paid for, in millionths. */
  readonly residue: number[];
  readonly class: number[];
  /** Earns credits. */
  readonly active: boolean[];
  readonly parked: boolean[];
  /** The processor in whose queue it is; -1: none. */
  readonly place: ProcessorId[];
  /** It leaves its processor when that reschedules. */
  readonly moving: boolean[];

  /** Domains with active vCPUs, and those vCPUs by domain, in the order of the real lists: the latest first. */
  readonly domains: GroupId[];
  readonly members: EntityId[][];
  /** Sum of the credits after the last accounting. */
  balance: number;
  /** Accountings so far; whether the next is due, and the first instant of all. */
  round: number;
  accounting: boolean;
  readonly accountingPhase: Nanoseconds;
  /** The processor from which the last vCPU was stolen. */
  bias: ProcessorId;
}

/** Credits in a millisecond of processor time. */
export const creditsPerMillisecond = 10;

/** The state before there are vCPUs. Each processor's ticks and the accounting start at a phase of their own. */
export function creditState(parameters: CreditParameters, view: View): CreditState {
  const { slice, ticksPerSlice } = parameters;
  const tick = Math.round(slice / ticksPerSlice);
  const perSlice = Math.round((slice * creditsPerMillisecond) / 1e6);
  const each = <T>(value: (id: ProcessorId) => T): T[] => view.processors.map(({ id }) => value(id));
  const phase = (purpose: string, period: Nanoseconds): Nanoseconds => view.now + Math.floor(view.random(purpose) * period);
  const processors = {
    queues: each((): EntityId[] => []),
    running: each(() => -1),
    last: each(() => -1),
    since: each(() => 0),
    kept: each(() => -1),
    phase: each((id) => phase(`phase of the tick of processor ${id}`, tick)),
    timers: each((): "none" | "busy" | "idle" => "none"),
    sorted: each(() => 0),
    stole: each(() => view.now - parameters.stealInterval),
    tickled: each((id) => id),
  };
  const vcpus = { credit: [], residue: [], class: [], active: [], parked: [], place: [], moving: [] };
  const accounting = { balance: 0, round: 0, accounting: false, accountingPhase: phase("phase of the accounting", slice) };
  const lists = { domains: [], members: [], bias: 0 };
  return { parameters, tick, perSlice, perTick: perSlice / ticksPerSlice, ...processors, ...vcpus, ...accounting, ...lists };
}

/** The class of what a processor runs. */
export function runningClass(state: CreditState, processor: ProcessorId): number {
  const runner = state.running[processor] as EntityId;
  return runner < 0 ? priority.idle : (state.class[runner] as number);
}

/** Pays for processor time: 10 credits a millisecond, the rest of a credit is carried over. */
export function burn(state: CreditState, entity: EntityId, ran: Nanoseconds): void {
  const due = ran * creditsPerMillisecond + (state.residue[entity] as number);
  const credits = Math.floor(due / 1e6);
  state.residue[entity] = due - credits * 1e6;
  state.credit[entity] = (state.credit[entity] as number) - credits;
}
