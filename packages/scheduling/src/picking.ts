import { ModelError, NEVER, now } from "@crosstalk/engine";
import type { EntityId, Ready } from "./policy.ts";
import type { Work } from "./port.ts";
import { carryOut, enqueue, unseat } from "./run-states.ts";
import type { EntityState, ProcessorState } from "./state.ts";
import { changeState, entityOf, mirror, type Turn } from "./turn.ts";

/** Whether a processor that software holds must pick before it goes on. */
export function mustReschedule<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): boolean {
  if (processor.running === null) return processor.mustPick;
  const entity = entityOf(turn, processor.running);
  if (entity.holds.length > 0) return true;
  if (entity.unpreemptible > 0) return false;
  return processor.mustPick || processor.yielding || processor.sliceEnd <= now() || processor.preemptAt <= now();
}

/** Puts who runs back among those who wait, and lets the policy choose. */
export function reschedule<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): void {
  const before = processor.running;
  processor.rescheduling = true;
  processor.mustPick = false;
  if (before !== null) putBack(turn, processor, entityOf(turn, before));
  const chosen = pick(turn, processor);
  processor.rescheduling = false;
  if (before !== null && before !== chosen && turn.context.entities[before]?.shown === true)
    mirror(turn, entityOf(turn, before), "PREEMPT");
  if (chosen === null) return;
  const entity = entityOf(turn, chosen);
  if (!entity.shown) mirror(turn, entity, "DISPATCH");
  if (processor.last !== chosen) processor.debt.push(...turn.layer.switching(processor.last, chosen, processor.id));
  processor.last = chosen;
}

function putBack<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, entity: EntityState<W>): void {
  const why: Ready = processor.yielding ? "yielded" : processor.sliceEnd <= now() ? "expired" : "preempted";
  unseat(processor, entity);
  if (entity.holds.length > 0) {
    changeState(turn, entity, "held");
    mirror(turn, entity, "HOLD");
    turn.policy.leave(turn.context.policy, entity.id, "held", turn.view);
    carryOut(turn);
    return;
  }
  changeState(turn, entity, "ready");
  enqueue(turn, entity, why);
}

function pick<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): EntityId | null {
  for (;;) {
    const choice = turn.policy.pick(turn.context.policy, processor.id, turn.view);
    if (choice === undefined) {
      carryOut(turn);
      return null;
    }
    const entity = entityOf(turn, choice.entity);
    if (entity.state !== "ready") {
      throw new ModelError(`policy ${turn.policy.name} picks entity ${choice.entity}, which is ${entity.state}, not ready`);
    }
    changeState(turn, entity, "running");
    entity.processor = processor.id;
    processor.running = choice.entity;
    processor.sliceEnd = choice.until;
    processor.preemptAt = NEVER;
    carryOut(turn);
    if (entity.holds.length === 0) return choice.entity;
    unseat(processor, entity);
    changeState(turn, entity, "held");
    mirror(turn, entity, "HOLD");
    turn.policy.leave(turn.context.policy, entity.id, "held", turn.view);
    carryOut(turn);
  }
}
