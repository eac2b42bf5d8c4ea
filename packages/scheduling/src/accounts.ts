import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { EntityId, GroupId, ProcessorId } from "./policy.ts";
import type {
  EntityState,
  EntityTimes,
  GroupState,
  Outstanding,
  ProcessorState,
  ProcessorTimes,
  SchedulerContext,
} from "./state.ts";

/** Tells the memory of the scheduler at a path; undefined for a path that is none (a physical processor). */
export type SchedulerReader = (path: string) => SchedulerContext<never> | undefined;

/** Time accounts of a processor as the software on it sees them: they add up to the time since the simulation began. */
export interface ProcessorAccounts extends ProcessorTimes {
  /** Before it booted; and after the machine below has let it go. */
  off: Nanoseconds;
}

/** Books time in which nobody held a processor: it was idle, did own work, or executed an entity that has exited since. */
export function bookNobodysTime(
  times: ProcessorTimes,
  { type, abandoned }: Outstanding,
  now: Nanoseconds,
  elapsed: Nanoseconds,
  ran: Nanoseconds,
): void {
  const before = abandoned === NEVER ? 0 : Math.min(ran, elapsed - (now - abandoned));
  times.running += before;
  times[type === "HALT" ? "idle" : "own"] += ran - before;
}

/** Books what a group has lacked up to now: the processors that its ready members could have used and others had. */
export function bookLack(group: GroupState, processors: number, now: Nanoseconds): void {
  group.lack += Math.min(group.ready, processors - group.running) * (now - group.since);
  group.since = now;
}

/**
 * Processor time up to an instant that members of a group were ready to use and others had, or nobody in particular
 * (switches, interrupts): as many processors at a time as there are ready members, but no more than the group does not
 * have. What members wait for each other is not in it. Affinity is left out: a ready member counts for any processor.
 */
export function groupLackAt(read: SchedulerReader, scheduler: string, id: GroupId, at: Nanoseconds): Nanoseconds {
  const context = read(scheduler);
  const group = context?.groups[id];
  if (context === undefined || group === undefined) return 0;
  const copy = { ...group };
  bookLack(copy, context.processors.length, at);
  return copy.lack;
}

const lost = ({ ready, held, stolen }: EntityTimes): Nanoseconds => ready + held + stolen;

/** What the clock page below shows at an instant, between answers too; undefined if the machine below has let the processor go. */
function stolenBelow(read: SchedulerReader, processor: ProcessorState<never>, at: Nanoseconds): Nanoseconds | undefined {
  const below = read(processor.path);
  if (below === undefined) return 0;
  const entity = below.entities[processor.port];
  return entity === undefined || entity === null ? undefined : lost(timesOf(read, below, entity, at));
}

function timesOf(
  read: SchedulerReader,
  context: SchedulerContext<never>,
  entity: EntityState<never>,
  at: Nanoseconds,
): EntityTimes {
  const times = { ...entity.times };
  const open = at - entity.since;
  if (entity.state === "running") {
    const processor = context.processors[entity.processor] as ProcessorState<never>;
    const stolen = (stolenBelow(read, processor, at) ?? processor.stolen) - processor.stolen;
    times.stolen += stolen;
    times.running += open - stolen;
  } else if (entity.state !== "exited") times[entity.state] += open;
  return times;
}

/**
 * Time that an entity has spent in each run state up to an instant; it adds up to the time since its admission. Undefined
 * if the scheduler has no such entity (any more).
 */
export function entityTimesAt(read: SchedulerReader, scheduler: string, id: EntityId, at: Nanoseconds): EntityTimes | undefined {
  const context = read(scheduler);
  const entity = context?.entities[id];
  return context === undefined || entity === undefined || entity === null ? undefined : timesOf(read, context, entity, at);
}

/** A processor's accounts up to an instant, though its last answer was earlier: they add up to the instant, exactly. */
export function processorAccountsAt(
  read: SchedulerReader,
  scheduler: string,
  id: ProcessorId,
  at: Nanoseconds,
): ProcessorAccounts {
  const processor = read(scheduler)?.processors[id];
  if (processor === undefined) throw new RangeError(`${scheduler} is no scheduler with a processor ${id}`);
  if (!processor.online) return { running: 0, own: 0, idle: 0, stolen: 0, off: at };
  const { running, own, idle, stolen: before } = processor.times;
  const accounts = { running, own, idle, stolen: before, off: processor.bootedAt };
  const elapsed = at - processor.since;
  if (elapsed === 0 || processor.outstanding === null) return accounts;
  const now = stolenBelow(read, processor, at);
  if (now === undefined) {
    accounts.off += elapsed;
    return accounts;
  }
  const stolen = now - processor.stolen;
  accounts.stolen += stolen;
  if (processor.running === null) bookNobodysTime(accounts, processor.outstanding, at, elapsed, elapsed - stolen);
  else accounts.running += elapsed - stolen;
  return accounts;
}
