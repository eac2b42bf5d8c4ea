import { ModelError, type Nanoseconds, NEVER, now } from "@crosstalk/engine";
import { nextAlarm } from "./alarms.ts";
import { mustReschedule, reschedule } from "./picking.ts";
import type { Work } from "./port.ts";
import type { EntityState, EntityWork, ProcessorState } from "./state.ts";
import { entityOf, processorOf, stolenFrom, type Turn, tell } from "./turn.ts";

const MOST_PICKS = 1_000;

/**
 * Lets a processor go on, when nobody owes it anything: picks again if it must, tells the entity's client what it has
 * to be told, or else gives the processor below its next command.
 */
export function proceed<W extends Work>(turn: Turn<W>, id: number): void {
  const processor = processorOf(turn, id);
  if (processor.awaiting > 0 || processor.outstanding !== null || !processor.online) return;
  turn.here = id;
  for (let picks = 0; mustReschedule(turn, processor); picks += 1) {
    if (picks > MOST_PICKS) throw new ModelError(`policy ${turn.policy.name} preempts processor ${id} without end`);
    reschedule(turn, processor);
  }
  if (processor.running === null) {
    rest(turn, processor);
    return;
  }
  const entity = entityOf(turn, processor.running);
  if (!tellClient(turn, processor, entity)) execute(turn, processor, entity);
}

/** Nothing to run: does the own work that is due, goes idle, and halts until the next alarm. */
function rest<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): void {
  if (turn.context.stopped) {
    processor.debt = [];
    halt(turn, processor, NEVER);
    return;
  }
  if (processor.debt.length === 0 && !processor.resting) {
    processor.resting = true;
    if (turn.layer.idling !== undefined) processor.debt.push(...turn.layer.idling());
  }
  if (processor.debt.length > 0) {
    run(turn, processor, [], NEVER, 0);
    return;
  }
  halt(turn, processor, nextAlarm(processor, turn.layer.ticksWhileIdle));
}

function halt<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, timer: Nanoseconds): void {
  processor.outstanding = { type: "HALT", ticket: 0, own: 0, theirs: 0, cut: 0, timer, abandoned: NEVER };
  tell(turn, { type: "HALT", to: processor.path, processor: processor.port, timer });
}

/**
 * Tells the client of the entity that holds the processor what it is to know; false if there is nothing. That an empty
 * burst is done is told after the own work, for who has given it wants to know when it has the processor.
 */
function tellClient<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, entity: EntityState<W>): boolean {
  const { work } = entity;
  if (work === null) throw new ModelError(`${turn.context.path} runs entity ${entity.id}, which has no work`);
  if (work.timer <= now() && (entity.virtual || work.type === "HALT")) {
    work.timer = NEVER;
    if (!entity.pending.includes("timer")) entity.pending.push("timer");
  }
  const interrupted = entity.pending.length > 0 && !(work.type === "RUN" && isMasked(work));
  const over = work.type === "RUN" ? work.left === 0 || work.trap !== null : work.type === "SPIN" && work.left === 0;
  if (!interrupted && over && work.type === "RUN" && work.burst.length === 0 && processor.debt.length > 0) return false;
  if (!interrupted && !over) {
    if (work.type !== "HALT") return false;
    throw new ModelError(`${turn.context.path} runs entity ${entity.id}, which is halted`);
  }
  const { client: to, index } = entity;
  const { id: on } = processor;
  const stolen = stolenFrom(entity);
  const interrupts = interrupted ? entity.pending : [];
  if (interrupted) entity.pending = [];
  entity.work = null;
  processor.awaiting += 1;
  if (work.type === "HALT") tell(turn, { type: "INTERRUPT", to, processor: index, on, stolen, interrupts });
  else {
    const { ticket, left } = work;
    const from = work.type === "RUN" ? work.from : 0;
    const trap = work.type === "RUN" ? work.trap : null;
    if (trap === null) tell(turn, { type: "STOPPED", to, processor: index, on, stolen, ticket, left, from, interrupts });
    else tell(turn, { type: "STOPPED", to, processor: index, on, stolen, ticket, left, from, interrupts, trap });
  }
  return true;
}

function isMasked<W extends Work>(work: EntityWork<W> & { type: "RUN" }): boolean {
  return work.trap === null && work.burst[work.burst.length - work.left]?.masked === true;
}

/** Gives the entity's work to the processor below. */
function execute<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, entity: EntityState<W>): void {
  const work = entity.work as EntityWork<W>;
  processor.resting = false;
  const timer = entity.virtual ? work.timer : NEVER;
  if (work.type === "SPIN") {
    if (processor.debt.length > 0) run(turn, processor, [], timer, 0);
    else spin(turn, processor, entity, work, timer);
    return;
  }
  if (work.type === "HALT") throw new ModelError(`${turn.context.path}: entity ${entity.id} is halted`);
  const first = work.burst.length - work.left;
  const end = entity.virtual && entity.pending.length > 0 ? endOfMask(work.burst, first) : work.burst.length;
  if (first === 0 && end === work.burst.length && entity.rewriting === null && work.from === (work.burst[0]?.from ?? 0)) {
    run(turn, processor, work.burst, timer, 0);
    return;
  }
  const rest: W[] = [];
  let isSame = first === 0 && end === work.burst.length;
  for (let index = first; index < end; index += 1) {
    const segment = rewritten(turn, entity, work, index, index === first ? work.from : -1);
    if (segment !== work.burst[index]) isSame = false;
    rest.push(segment);
  }
  // What is passed on as it is keeps its identity, and with it its hash.
  run(turn, processor, isSame ? work.burst : rest, timer, work.burst.length - end);
}

function rewritten<W extends Work>(
  turn: Turn<W>,
  entity: EntityState<W>,
  { burst }: { burst: readonly W[] },
  index: number,
  from: number,
): W {
  const segment = burst[index] as W;
  const result =
    entity.rewriting === null || turn.layer.rewrite === undefined ? segment : turn.layer.rewrite(entity.rewriting, segment);
  return from < 0 || from === result.from ? result : { ...result, from };
}

/** Index after the last of the masked segments that follow one another from `first` on. */
function endOfMask<W extends Work>(burst: readonly W[], first: number): number {
  let end = first;
  while (end < burst.length && burst[end]?.masked === true) end += 1;
  return end;
}

function run<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  rest: readonly W[],
  entityTimer: Nanoseconds,
  cut: number,
): void {
  const own = processor.debt;
  processor.debt = [];
  const timer = Math.min(entityTimer, ownTimer(turn, processor));
  turn.context.tickets += 1;
  const ticket = turn.context.tickets;
  const burst = own.length === 0 ? rest : [...own, ...rest];
  processor.outstanding = { type: "RUN", ticket, own: own.length, theirs: rest.length, cut, timer, abandoned: NEVER };
  tell(turn, { type: "RUN", to: processor.path, processor: processor.port, ticket, burst, timer });
  processor.debt = own;
}

function spin<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  entity: EntityState<W>,
  work: EntityWork<W> & { type: "SPIN" },
  entityTimer: Nanoseconds,
): void {
  const timer = Math.min(entityTimer, ownTimer(turn, processor));
  turn.context.tickets += 1;
  const ticket = turn.context.tickets;
  const until = { word: wordBelow(entity, work.until.word), value: work.until.value };
  processor.outstanding = { type: "SPIN", ticket, own: 0, theirs: 0, cut: 0, timer, abandoned: NEVER };
  const { account } = work;
  tell(turn, { type: "SPIN", to: processor.path, processor: processor.port, ticket, until, account, timer });
}

/** The name below of a word of an entity's memory: a guest's words are told apart from its neighbours'. */
export function wordBelow<W extends Work>({ virtual, client }: EntityState<W>, word: string): string {
  return virtual ? `${client}/${word}` : word;
}

function ownTimer<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): Nanoseconds {
  const preemptible = processor.running === null || turn.context.entities[processor.running]?.unpreemptible === 0;
  const slice = preemptible ? Math.min(processor.sliceEnd, processor.preemptAt) : NEVER;
  return Math.min(slice, nextAlarm(processor, true));
}
