import { ModelError, type Nanoseconds, NEVER, now } from "@crosstalk/engine";
import { cancelEntityTimer, setAlarm, setEntityTimer } from "./alarms.ts";
import type { EntityId, ProcessorId, Ready } from "./policy.ts";
import type { Work } from "./port.ts";
import type { EntityState, ProcessorState } from "./state.ts";
import { changeState, entityOf, mirror, processorOf, type Request, type Turn, tell } from "./turn.ts";

/** Carries out what the policy has asked for, until it asks for nothing more. */
export function carryOut<W extends Work>(turn: Turn<W>): void {
  if (turn.requests.length === 0) return;
  for (let request = turn.requests.shift(); request !== undefined; request = turn.requests.shift()) carryOutOne(turn, request);
}

function carryOutOne<W extends Work>(turn: Turn<W>, request: Request): void {
  switch (request.type) {
    case "preempt":
      preempt(turn, request.processor, request.at);
      break;
    case "alarm":
      setAlarm(turn.context, request.on, {
        name: request.name,
        subject: request.subject,
        at: request.at,
        every: request.every,
        entity: false,
      });
      if (request.on !== turn.here) hasten(turn, processorOf(turn, request.on), request.at);
      break;
    case "hold":
      hold(turn, entityOf(turn, request.entity), request.why);
      break;
    case "release":
      release(turn, entityOf(turn, request.entity), request.why);
      break;
  }
}

function preempt<W extends Work>(turn: Turn<W>, id: ProcessorId, at: Nanoseconds): void {
  const processor = processorOf(turn, id);
  if (at > now()) {
    processor.preemptAt = Math.min(processor.preemptAt, at);
    if (id !== turn.here) hasten(turn, processor, at);
    return;
  }
  if (processor.rescheduling) return;
  processor.mustPick = true;
  if (id !== turn.here) interruptRemote(turn, processor);
}

/** Interrupts a processor whose timer is set to later than an instant, so that it sets it anew. */
function hasten<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, at: Nanoseconds): void {
  if (processor.outstanding !== null && processor.outstanding.timer > at) interruptRemote(turn, processor);
}

/** Sends an inter-processor interrupt, unless software holds the processor anyway or one is on its way. */
export function interruptRemote<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>): void {
  if (!processor.online || processor.outstanding === null || processor.asked) return;
  const here = processorOf(turn, turn.here);
  if (here.outstanding !== null) {
    throw new ModelError(`${turn.context.path} acts on processor ${turn.here}, which has not answered`);
  }
  processor.asked = true;
  if (turn.layer.reschedule !== undefined) here.debt.push(...turn.layer.reschedule());
  tell(turn, { type: "IPI", to: here.path, processor: here.port, target: processor.port, vector: "reschedule" } as never);
}

/** Makes a blocked entity runnable. */
export function wake<W extends Work>(turn: Turn<W>, entity: EntityState<W>): void {
  if (entity.state !== "blocked") return;
  cancelEntityTimer(turn.context, entity.id);
  if (entity.holds.length > 0) {
    changeState(turn, entity, "held");
    mirror(turn, entity, "WAKE");
    mirror(turn, entity, "HOLD");
    return;
  }
  changeState(turn, entity, "ready");
  mirror(turn, entity, "WAKE");
  enqueue(turn, entity, entity.known ? "woken" : "new");
}

/** Tells the policy that an entity is runnable. */
export function enqueue<W extends Work>(turn: Turn<W>, entity: EntityState<W>, why: Ready): void {
  entity.known = true;
  turn.policy.enqueue(turn.context.policy, entity.id, why, turn.view);
  carryOut(turn);
}

/** Takes the entity that runs on a processor off it, for it has blocked. */
export function block<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  entity: EntityState<W>,
  timer: Nanoseconds,
): void {
  unseat(processor, entity);
  changeState(turn, entity, "blocked");
  mirror(turn, entity, "BLOCK");
  turn.policy.leave(turn.context.policy, entity.id, "blocked", turn.view);
  carryOut(turn);
  if (timer !== NEVER) setEntityTimer(turn.context, processor.id, entity.id, timer);
}

/** The processor is nobody's now. */
export function unseat<W extends Work>(processor: ProcessorState<W>, entity: EntityState<W>): void {
  processor.running = null;
  processor.sliceEnd = NEVER;
  processor.preemptAt = NEVER;
  processor.yielding = false;
  entity.stopped = now();
}

/** Keeps an entity off the processors until this reason is released, too. */
export function hold<W extends Work>(turn: Turn<W>, entity: EntityState<W>, why: string): void {
  if (entity.holds.includes(why)) return;
  entity.holds.push(why);
  if (entity.holds.length > 1) return;
  if (entity.state === "ready") {
    changeState(turn, entity, "held");
    mirror(turn, entity, "HOLD");
    turn.policy.leave(turn.context.policy, entity.id, "held", turn.view);
    carryOut(turn);
  } else if (entity.state === "running") {
    const processor = processorOf(turn, entity.processor);
    if (processor.rescheduling) return;
    processor.mustPick = true;
    if (processor.id !== turn.here) interruptRemote(turn, processor);
  }
}

/** Takes one reason away for which an entity is held. */
export function release<W extends Work>(turn: Turn<W>, entity: EntityState<W>, why: string): void {
  entity.holds = entity.holds.filter((reason) => reason !== why);
  if (entity.holds.length > 0 || entity.state !== "held") return;
  changeState(turn, entity, "ready");
  mirror(turn, entity, "RELEASE");
  enqueue(turn, entity, "released");
}

/** Raises an interrupt on an entity: it wakes if it is halted, and is stopped if it runs. */
export function inject<W extends Work>(turn: Turn<W>, id: EntityId, vector: string): void {
  const entity = entityOf(turn, id);
  if (!entity.pending.includes(vector)) entity.pending.push(vector);
  if (entity.state === "blocked") wake(turn, entity);
  else if (entity.state === "running" && entity.processor !== turn.here)
    interruptRemote(turn, processorOf(turn, entity.processor));
}
