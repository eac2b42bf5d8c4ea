import { ModelError, now } from "@crosstalk/engine";
import { cancelEntityTimer } from "./alarms.ts";
import { settle } from "./answers.ts";
import { proceed } from "./dispatch.ts";
import type { Admission, Work } from "./port.ts";
import { carryOut, interruptRemote, unseat } from "./run-states.ts";
import type { EntityState, EntityTimes, ProcessorState } from "./state.ts";
import { changeState, entityOf, mirror, processorOf, type Turn } from "./turn.ts";

const noTimes = (): EntityTimes => ({ running: 0, ready: 0, blocked: 0, held: 0, stolen: 0 });

/** Makes a group, or gives it another share. */
export function setGroup<W extends Work>(
  { context }: Turn<W>,
  { group, share }: { group: number; share: Admission["share"] },
): void {
  const known = context.groups[group];
  if (group > context.groups.length)
    throw new ModelError(`${context.path} makes group ${group} before group ${context.groups.length}`);
  if (known === undefined)
    context.groups[group] = { share, members: [], exited: noTimes(), ready: 0, running: 0, lack: 0, since: now() };
  else known.share = share;
}

/** Takes an entity in: it is blocked until its client or an interrupt wakes it. */
export function admit<W extends Work>(turn: Turn<W>, admission: Admission): void {
  const { context } = turn;
  const { entity: id, client, index, virtual, affinity, mirror: chart, rewriting, share, parent, sharesMemory } = admission;
  if (context.entities[id] !== undefined && context.entities[id] !== null)
    throw new ModelError(`${context.path} has entity ${id} already`);
  const group = context.groups[admission.group];
  if (group === undefined) throw new ModelError(`${context.path} has no group ${admission.group} for entity ${id}`);
  const made: EntityState<W> = {
    client,
    index,
    virtual,
    group: admission.group,
    id,
    share,
    serial: context.admissions,
    admitted: now(),
    maker: parent === undefined ? null : { entity: parent, serial: entityOf(turn, parent).serial },
    sharesMemory: sharesMemory ?? false,
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
    unpreemptible: 0,
    shown: false,
    times: noTimes(),
    since: now(),
  };
  context.admissions += 1;
  while (context.entities.length < id) context.entities.push(null);
  context.entities[id] = made;
  group.members.push(id);
  turn.policy.admit?.(context.policy, id, turn.view);
  carryOut(turn);
}

/**
 * The entity ends while a processor that has not answered yet executes it: what it has run there is its own, with what
 * may have been stolen below; what comes until the processor answers is nobody's.
 */
function bookUnanswered<W extends Work>(turn: Turn<W>, processor: ProcessorState<W>, entity: EntityState<W>): void {
  if (processor.outstanding === null) return;
  processor.outstanding.abandoned = now();
  settle(turn, processor.id);
  entity.times.running += now() - processor.since;
}

/** Lets an entity go, wherever it is. */
export function exit<W extends Work>(turn: Turn<W>, entity: EntityState<W>): void {
  const { context } = turn;
  const wasRunning = entity.state === "running";
  const processor = processorOf(turn, entity.processor);
  if (wasRunning) {
    bookUnanswered(turn, processor, entity);
    unseat(processor, entity);
    if (processor.id !== turn.here) interruptRemote(turn, processor);
    if (entity.work === null) processor.awaiting -= 1;
  }
  cancelEntityTimer(context, entity.id);
  changeState(turn, entity, "exited");
  mirror(turn, entity, "EXIT");
  turn.policy.leave(context.policy, entity.id, "exited", turn.view);
  carryOut(turn);
  const group = context.groups[entity.group];
  if (group !== undefined) {
    group.members.splice(group.members.indexOf(entity.id), 1);
    for (const key in group.exited) group.exited[key as keyof EntityTimes] += entity.times[key as keyof EntityTimes];
  }
  context.entities[entity.id] = null;
  for (const each of context.processors) if (each.last === entity.id) each.last = null;
  for (const vector in context.passThrough) if (context.passThrough[vector] === entity.id) delete context.passThrough[vector];
  if (wasRunning) {
    processor.mustPick = true;
    proceed(turn, processor.id);
  }
}
