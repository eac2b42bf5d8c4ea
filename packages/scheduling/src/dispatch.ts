import { ModelError, type Nanoseconds, NEVER, now } from "@crosstalk/engine";
import { nextAlarm } from "./alarms.ts";
import { mustReschedule, reschedule } from "./picking.ts";
import type { Stretch, Work } from "./port.ts";
import { begunBefore, type EntityState, type EntityWork, type ProcessorState, pieceAt } from "./state.ts";
import { entityOf, processorOf, stolenFrom, type Turn, tell } from "./turn.ts";

const MOST_PICKS = 1_000;

/** Nothing of an entity's: the processor does own work only. */
const NO_WORK = { before: [], burst: [], left: 0, from: 0 };

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
    run(turn, processor, NO_WORK, NEVER, 0);
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
  if (!interrupted && over && work.type === "RUN" && isEmpty(work) && processor.debt.length > 0) return false;
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
  return work.trap === null && pieceAt(work, work.left)?.masked === true;
}

function isEmpty<W extends Work>({ before, given }: EntityWork<W> & { type: "RUN" }): boolean {
  return given === 0 && before.length === 0;
}

/** Gives the entity's work to the processor below. */
function execute<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, entity: EntityState<W>): void {
  const work = entity.work as EntityWork<W>;
  processor.resting = false;
  const timer = entity.virtual ? work.timer : NEVER;
  if (work.type === "SPIN") {
    if (processor.debt.length > 0) run(turn, processor, NO_WORK, timer, 0);
    else spin(turn, processor, entity, work, timer);
    return;
  }
  if (work.type === "HALT") throw new ModelError(`${turn.context.path}: entity ${entity.id} is halted`);
  const { burst, given, left } = work;
  const end = entity.virtual && entity.pending.length > 0 ? leftAfterMask(work) : 0;
  if (end > 0) {
    // Only what is masked is given, as a burst of its own: an interrupt waits behind it.
    const masked: W[] = [];
    for (let each = left; each > end; each -= 1)
      masked.push(withBegun(pieceAt(work, each) as W, each === left ? work.from : begunBefore(work, each)));
    const rest = rewritten(turn, entity, masked);
    run(turn, processor, { before: [], burst: rest, left: rest.length, from: work.from }, timer, end);
    return;
  }
  const isIn = left <= given;
  const before = isIn ? [] : begunAt(rewritten(turn, entity, work.before.slice(given - left)), work.from);
  const from = isIn ? work.from : work.begun;
  run(turn, processor, { before, burst: rewritten(turn, entity, burst), left: isIn ? left : given, from }, timer, 0);
}

/** What a layer makes of an entity's work. */
function rewritten<W extends Work>({ layer }: Turn<W>, { rewriting }: EntityState<W>, work: readonly W[]): readonly W[] {
  return rewriting === null || layer.rewrite === undefined || work.length === 0 ? work : layer.rewrite(rewriting, work);
}

/** The same work with so much of its first piece done. */
function begunAt<W extends Work>(work: readonly W[], from: number): readonly W[] {
  const first = work[0];
  return first === undefined || first.from === from ? work : [withBegun(first, from), ...work.slice(1)];
}

/** A piece with so much of it done. */
function withBegun<W extends Work>(piece: W, from: number): W {
  return piece.from === from ? piece : { ...piece, from };
}

/** How many pieces are left after the masked ones that follow one another at present. */
function leftAfterMask<W extends Work>(work: EntityWork<W> & { type: "RUN" }): number {
  let { left } = work;
  while (left > 0 && pieceAt(work, left)?.masked === true) left -= 1;
  return left;
}

/** Gives a processor what it owes, and then an entity's work, of which so much at the end is held back. */
function run<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  theirs: Required<Stretch<W>>,
  entityTimer: Nanoseconds,
  cut: number,
): void {
  const own = processor.debt;
  processor.debt = [];
  const timer = Math.min(entityTimer, ownTimer(turn, processor));
  turn.context.tickets += 1;
  const ticket = turn.context.tickets;
  const { burst, left, from } = theirs;
  const before = own.length === 0 ? theirs.before : theirs.before.length === 0 ? own.slice() : [...own, ...theirs.before];
  const length = theirs.before.length + left;
  processor.outstanding = { type: "RUN", ticket, own: own.length, theirs: length, cut, timer, abandoned: NEVER };
  const { path: to, port } = processor;
  const isWhole = left === burst.length && from === (burst[0]?.from ?? 0);
  // What need not be said is left out: each field is hashed at each hop.
  if (before.length > 0) tell(turn, { type: "RUN", to, processor: port, ticket, before, burst, left, from, timer });
  else if (isWhole) tell(turn, { type: "RUN", to, processor: port, ticket, burst, timer });
  else tell(turn, { type: "RUN", to, processor: port, ticket, burst, left, from, timer });
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
