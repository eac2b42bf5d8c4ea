import { ModelError, type Nanoseconds, now } from "@crosstalk/engine";
import { bookNobodysTime } from "./accounts.ts";
import { proceed } from "./dispatch.ts";
import type { AnswerFromBelow, TrapLike, Work } from "./port.ts";
import { skipIdleTicks, takeAlarms } from "./ringing.ts";
import { carryOut, inject } from "./run-states.ts";
import { begunBefore, type EntityState, type Outstanding, type ProcessorState, pieceAt } from "./state.ts";
import { entityOf, notify, processorOf, type Turn } from "./turn.ts";

/** Takes an answer of a processor below, and lets the processor go on as far as it can. */
export function takeAnswer<W extends Work>(turn: Turn<W>, answer: AnswerFromBelow): void {
  const processor = processorOf(turn, answer.processor);
  turn.here = processor.id;
  if (!processor.online) boot(turn, processor, answer);
  else {
    const before = processor.outstanding as Outstanding;
    passTime(turn, processor, answer.stolen);
    processor.outstanding = null;
    if (answer.type === "STOPPED") takeStop(turn, processor, before, answer);
    if (before.type === "HALT") processor.resting = false;
    if (before.type === "HALT" && !turn.layer.ticksWhileIdle) skipIdleTicks(turn, processor);
    takeInterrupts(turn, processor, answer.interrupts);
    if (!turn.context.stopped) takeAlarms(turn, processor);
    if (processor.running === null) processor.mustPick = true;
  }
  proceed(turn, processor.id);
}

function boot<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, answer: AnswerFromBelow): void {
  if (!answer.interrupts.includes("reset"))
    throw new ModelError(`${turn.context.path}: processor ${processor.id} answers before reset`);
  processor.online = true;
  processor.since = now();
  processor.bootedAt = now();
  processor.stolen = answer.stolen;
  if (!turn.context.started) {
    turn.context.started = true;
    turn.context.policy = turn.policy.start(turn.parameters, turn.view);
    carryOut(turn);
  }
  processor.mustPick = true;
  notify(turn, processor, { type: "BOOTED", to: turn.context.owner, on: processor.id });
  const others = answer.interrupts.filter((vector) => vector !== "reset");
  takeInterrupts(turn, processor, others);
}

/** Books the time since the last answer: to the entity that ran, to own work, or as idle; what was stolen below apart. */
function passTime<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, stolenBelow: Nanoseconds): void {
  const elapsed = now() - processor.since;
  const stolen = stolenBelow - processor.stolen;
  const ran = elapsed - stolen;
  if (ran < 0) throw new ModelError(`${turn.context.path}: processor ${processor.id} lost ${stolen} ns of ${elapsed} ns`);
  processor.since = now();
  processor.stolen = stolenBelow;
  processor.times.stolen += stolen;
  if (processor.running === null) {
    processor.charged = 0;
    bookNobodysTime(processor.times, processor.outstanding as Outstanding, now(), elapsed, ran);
    return;
  }
  processor.times.running += ran;
  const entity = entityOf(turn, processor.running);
  entity.times.running += ran;
  entity.times.stolen += stolen;
  entity.since = now();
  charge(turn, processor, turn.layer.stealAware ? ran : elapsed);
  processor.charged = 0;
}

/** Charges the policy for what has not been charged of a stretch of so much time. */
function charge<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, time: Nanoseconds): void {
  const due = time - processor.charged;
  if (due <= 0 || processor.running === null) return;
  processor.charged = time;
  turn.policy.charge?.(turn.context.policy, processor.running, due, turn.view);
  if (turn.requests.length > 0 && !processor.rescheduling) carryOut(turn);
}

/** Charges a processor's runner for what it has run up to now; what is being stolen below is not known yet. */
export function settle<W extends Work>(turn: Turn<W>, id: number): void {
  const processor = processorOf(turn, id);
  if (processor.running === null) return;
  const due = now() - processor.since - processor.charged;
  if (due <= 0) return;
  processor.charged += due;
  turn.policy.charge?.(turn.context.policy, processor.running, due, turn.view);
}

function takeStop<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  before: Outstanding,
  answer: AnswerFromBelow & { type: "STOPPED" },
): void {
  if (answer.ticket !== before.ticket) {
    throw new ModelError(`${turn.context.path}: processor ${processor.id} answers ticket ${answer.ticket}, not ${before.ticket}`);
  }
  if (before.type === "SPIN") {
    const work = processor.running === null ? null : runnerOf(turn, processor).work;
    if (answer.left === 0 && work?.type === "SPIN") work.left = 0;
    return;
  }
  const entity = processor.running === null ? null : runnerOf(turn, processor);
  const work = entity?.work?.type === "RUN" ? entity.work : null;
  const ownLeft = Math.max(0, answer.left - before.theirs);
  processor.debt = ownLeft === 0 ? [] : processor.debt.slice(-ownLeft);
  const first = processor.debt[0];
  if (first !== undefined) {
    if (answer.from !== first.from) processor.debt[0] = { ...first, from: answer.from };
  } else if (work !== null) {
    work.left = answer.left + before.cut;
    // What was held back behind masked work is where it was when it was given: the processor knows nothing of it.
    work.from = answer.left === 0 ? begunBefore(work, before.cut) : answer.from;
  }
  if (answer.trap === undefined) return;
  if (answer.left >= before.theirs)
    notify(turn, processor, { type: "OWN_TRAP", trap: answer.trap, to: turn.context.owner, on: processor.id });
  else if (entity !== null) takeTrap(turn, processor, entity, answer.trap);
}

function runnerOf<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): EntityState<W> {
  return entityOf(turn, processor.running as number);
}

function takeTrap<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, entity: EntityState<W>, trap: TrapLike): void {
  const { work } = entity;
  if (work?.type !== "RUN") throw new ModelError(`${turn.context.path}: entity ${entity.id} traps without a burst`);
  if (turn.layer.intercepts?.(trap) !== true) {
    work.trap = trap;
    return;
  }
  const own = pieceAt(work, work.left + 1)?.trap;
  if (own !== undefined && own.cause !== trap.cause) work.trap = own;
  notify(turn, processor, { type: "TRAPPED", entity: entity.id, trap, to: turn.context.owner, on: processor.id });
}

/** Work of leaving what the processor's runner runs in, if it was not the layer's own work that was interrupted. */
function leavingRunner<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): readonly W[] {
  if (turn.layer.leaving === undefined || processor.running === null || processor.debt.length > 0) return [];
  const { rewriting } = runnerOf(turn, processor);
  return rewriting === null ? [] : turn.layer.leaving(rewriting);
}

function takeInterrupts<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, interrupts: readonly string[]): void {
  if (turn.context.stopped) return;
  if (interrupts.length > 0) processor.debt.push(...leavingRunner(turn, processor));
  for (const vector of interrupts) {
    processor.debt.push(...turn.layer.interrupt(vector));
    if (vector === "timer") continue;
    if (vector === "reschedule") {
      processor.asked = false;
      continue;
    }
    const entity = turn.context.passThrough[vector];
    if (entity === undefined) notify(turn, processor, { type: "INTERRUPTED", vector, to: turn.context.owner, on: processor.id });
    else inject(turn, entity, vector);
  }
}
