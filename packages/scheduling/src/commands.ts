import { ModelError, now } from "@crosstalk/engine";
import { cancelEntityTimer } from "./alarms.ts";
import { proceed, wordBelow } from "./dispatch.ts";
import type { Admission, ClientCommand, OwnerCommand, Work } from "./port.ts";
import { block, carryOut, hold, inject, interruptRemote, release, unseat, wake } from "./run-states.ts";
import type { EntityState, EntityTimes, EntityWork, ProcessorState } from "./state.ts";
import { changeState, entityOf, mirror, processorOf, type Turn, tell } from "./turn.ts";

/** Takes a command that a client gives on behalf of an entity. */
export function takeClientCommand<W extends Work>(turn: Turn<W>, command: ClientCommand<W>): void {
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
      const { ticket, burst, timer } = command;
      return { type: "RUN", ticket, burst, timer, left: burst.length, from: burst[0]?.from ?? 0, trap: null };
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
      processorOf(turn, entityOf(turn, command.entity).processor).yielding = true;
      break;
    case "PREEMPTION":
      entityOf(turn, command.entity).preemptible = command.allowed;
      break;
    case "RETURN":
      if (processor.awaiting < 1)
        throw new ModelError(`RETURN on processor ${command.on} of ${turn.context.path}, which awaits none`);
      processor.awaiting -= 1;
      proceed(turn, processor.id);
      break;
  }
}

function setGroup<W extends Work>({ context }: Turn<W>, { group, share }: { group: number; share: Admission["share"] }): void {
  const known = context.groups[group];
  if (known === undefined)
    context.groups[group] = { share, members: [], exited: { running: 0, ready: 0, blocked: 0, held: 0, stolen: 0 } };
  else known.share = share;
}

function sendOwn<W extends Work>(
  turn: Turn<W>,
  processor: ProcessorState<W>,
  { target, vector }: { target: number; vector: string },
): void {
  const port = processorOf(turn, target).port;
  tell(turn, { type: "IPI", to: processor.path, processor: processor.port, target: port, vector } as never);
}

function admit<W extends Work>(turn: Turn<W>, admission: Admission): void {
  const { context } = turn;
  const { entity: id, affinity, mirror: chart, rewriting, share, ...rest } = admission;
  if (context.entities[id] !== undefined && context.entities[id] !== null)
    throw new ModelError(`${context.path} has entity ${id} already`);
  const group = context.groups[admission.group];
  if (group === undefined) throw new ModelError(`${context.path} has no group ${admission.group} for entity ${id}`);
  const made: EntityState<W> = {
    ...rest,
    id,
    share,
    affinity: affinity ?? null,
    mirror: chart ?? null,
    rewriting: rewriting ?? null,
    state: "blocked",
    known: false,
    processor: affinity?.[0] ?? turn.here,
    stopped: 0,
    work: { type: "HALT", timer: Number.MAX_SAFE_INTEGER },
    pending: [],
    holds: [],
    preemptible: true,
    times: { running: 0, ready: 0, blocked: 0, held: 0, stolen: 0 },
    since: now(),
  };
  while (context.entities.length < id) context.entities.push(null);
  context.entities[id] = made;
  group.members.push(id);
  turn.policy.admit?.(context.policy, id, turn.view);
  carryOut(turn);
}

function exit<W extends Work>(turn: Turn<W>, entity: EntityState<W>): void {
  const { context } = turn;
  const wasRunning = entity.state === "running";
  const processor = processorOf(turn, entity.processor);
  if (wasRunning) unseat(processor, entity);
  if (wasRunning && processor.id !== turn.here) interruptRemote(turn, processor);
  if (wasRunning && entity.work === null) processor.awaiting -= 1;
  cancelEntityTimer(context, entity.id);
  changeState(entity, "exited");
  mirror(turn, entity, "EXIT");
  turn.policy.leave(context.policy, entity.id, "exited", turn.view);
  carryOut(turn);
  const group = context.groups[entity.group];
  if (group !== undefined) {
    group.members = group.members.filter((member) => member !== entity.id);
    for (const key in group.exited) group.exited[key as keyof EntityTimes] += entity.times[key as keyof EntityTimes];
  }
  context.entities[entity.id] = null;
  for (const each of context.processors) if (each.last === entity.id) each.last = null;
  if (wasRunning) {
    processor.mustPick = true;
    proceed(turn, processor.id);
  }
}
