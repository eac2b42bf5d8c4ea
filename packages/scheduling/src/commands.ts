import { ModelError, now } from "@crosstalk/engine";
import { setAlarm } from "./alarms.ts";
import { proceed, wordBelow } from "./dispatch.ts";
import { admit, exit, setGroup } from "./membership.ts";
import type { ClientCommand, OwnerCommand, Work } from "./port.ts";
import { block, hold, inject, release, wake } from "./run-states.ts";
import type { EntityState, EntityWork, ProcessorState } from "./state.ts";
import { stop } from "./stopping.ts";
import { entityOf, processorOf, type Turn, tell } from "./turn.ts";

/** Takes a command that a client gives on behalf of an entity. */
export function takeClientCommand<W extends Work>(turn: Turn<W>, command: ClientCommand<W>): void {
  if (turn.context.stopped) return;
  const entity = entityOf(turn, command.processor);
  const holds = entity.state === "running" && entity.work === null;
  turn.here = holds ? entity.processor : (command.on ?? turn.here);
  if (command.type === "RUN" && entity.state === "blocked" && !entity.virtual) {
    entity.work = toWork(command);
    wake(turn, entity);
    return;
  }
  if (!holds)
    throw new ModelError(`${command.type} for entity ${entity.id} of ${turn.context.path}, which does not hold a processor`);
  const processor = processorOf(turn, entity.processor);
  if (command.type === "SIGNAL") signal(turn, processor, { ...command.token, word: wordBelow(entity, command.token.word) });
  else if (command.type === "IPI") {
    processor.debt.push(...turn.layer.sendInterrupt());
    inject(turn, command.target, command.vector);
  } else {
    entity.work = toWork(command);
    processor.awaiting -= 1;
    if (command.type === "HALT" && entity.pending.length === 0 && command.timer > now())
      block(turn, processor, entity, command.timer);
    if (processor.running === null) processor.mustPick = true;
    proceed(turn, processor.id);
  }
}

function toWork<W extends Work>(command: ClientCommand<W> & { type: "RUN" | "SPIN" | "HALT" }): EntityWork<W> {
  switch (command.type) {
    case "RUN": {
      const { ticket, timer, before = [], burst, left: given = burst.length } = command;
      const { from: begun = given === 0 ? 0 : (burst[burst.length - given]?.from ?? 0) } = command;
      const from = before[0]?.from ?? begun;
      return { type: "RUN", ticket, before, burst, given, begun, timer, left: before.length + given, from, trap: null };
    }
    case "SPIN": {
      const { ticket, until, account, timer } = command;
      return { type: "SPIN", ticket, until, account, timer, left: 1 };
    }
    case "HALT":
      return { type: "HALT", timer: command.timer };
  }
}

function signal<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, token: { word: string; value: number }): void {
  tell(turn, { type: "SIGNAL", to: processor.path, processor: processor.port, token } as never);
}

/** Takes a command of the owner. */
export function takeOwnerCommand<W extends Work>(turn: Turn<W>, command: OwnerCommand<W>): void {
  if (turn.context.stopped) return;
  turn.here = command.on;
  const processor = processorOf(turn, command.on);
  if (processor.outstanding !== null || !processor.online) {
    throw new ModelError(`${command.type} on processor ${command.on} of ${turn.context.path}, which its software does not hold`);
  }
  switch (command.type) {
    case "GROUP":
      setGroup(turn, command);
      break;
    case "ADMIT":
      admit(turn, command.admission);
      break;
    case "EXIT":
      exit(turn, entityOf(turn, command.entity));
      break;
    case "HOLD":
      hold(turn, entityOf(turn, command.entity), command.why);
      break;
    case "RELEASE":
      release(turn, entityOf(turn, command.entity), command.why);
      break;
    case "INJECT":
      inject(turn, command.entity, command.vector);
      break;
    case "PASS_THROUGH":
      turn.context.passThrough[command.vector] = command.entity;
      break;
    case "WORK":
      processor.debt.push(...command.work);
      break;
    case "WRITE":
      signal(turn, processor, command.token);
      break;
    case "SEND":
      sendOwn(turn, processor, command);
      break;
    case "YIELD":
      yieldProcessor(turn, entityOf(turn, command.entity));
      break;
    case "PREEMPTION":
      setPreemption(turn, entityOf(turn, command.entity), command.allowed);
      break;
    case "ALARM":
      setOwnersAlarm(turn, command);
      break;
    case "RETURN":
      if (processor.awaiting < 1)
        throw new ModelError(`RETURN on processor ${command.on} of ${turn.context.path}, which awaits none`);
      processor.awaiting -= 1;
      proceed(turn, processor.id);
      break;
    case "STOP":
      stop(turn, processor.id);
      break;
  }
}

function setOwnersAlarm<W extends Work>(
  { context }: Turn<W>,
  { on, name, subject, at, every = 0 }: OwnerCommand<W> & { type: "ALARM" },
): void {
  if (at < now()) throw new ModelError(`alarm "${name}" of ${context.owner} is set for ${at}; allowed is ${now()} or later`);
  setAlarm(context, on, { name: `own ${name}`, subject, at, every, entity: false, owner: true });
}

/** Who runs picks again before it goes on; for anyone else there is nothing to give up. */
function yieldProcessor<W extends Work>(turn: Turn<W>, entity: EntityState<W>): void {
  if (entity.state === "running") processorOf(turn, entity.processor).yielding = true;
}

/** Preemption is allowed again once it has been allowed as often as it had been disallowed: locks nest. */
function setPreemption<W extends Work>({ context }: Turn<W>, entity: EntityState<W>, allowed: boolean): void {
  if (allowed && entity.unpreemptible === 0)
    throw new ModelError(`preemption of entity ${entity.id} of ${context.path} is allowed once more than it was disallowed`);
  entity.unpreemptible += allowed ? -1 : 1;
}

function sendOwn<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  { target, vector }: { target: number; vector: string },
): void {
  const port = processorOf(turn, target).port;
  tell(turn, { type: "IPI", to: processor.path, processor: processor.port, target: port, vector } as never);
}
