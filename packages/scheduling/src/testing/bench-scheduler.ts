import { NEVER } from "@crosstalk/engine";
import type { EntityId, Gone, ProcessorId, RunState } from "../policy.ts";
import { endOfRun, stretch, wakeAfter } from "./behaviour.ts";
import { type Bench, bodyOf, callPolicy, charge, drain, processorOf } from "./bench.ts";

/** Takes the runner from its processor. */
function stop<State>(bench: Bench<State>, id: ProcessorId, next: RunState): EntityId | undefined {
  charge(bench, id);
  const processor = processorOf(bench, id);
  const entity = processor.running;
  for (const key of [`block/${id}`, `expiry/${id}`, `later/${id}`]) bench.clock.cancel(key);
  if (entity === undefined) return undefined;
  delete processor.running;
  bodyOf(bench, entity).state = next;
  bodyOf(bench, entity).stopped = bench.clock.now;
  return entity;
}

/** Lets the policy pick for a processor, and runs what it picks. Anything that it may not pick is an error. */
function dispatch<State>(bench: Bench<State>, id: ProcessorId): void {
  const { clock } = bench;
  const choice = callPolicy(bench, id, () => bench.policy.pick(bench.state, id, bench.view));
  bench.picks.push([clock.now, id, choice?.entity ?? -1]);
  bench.rescheduling[id] = false;
  if (choice !== undefined) {
    const body = bodyOf(bench, choice.entity);
    const problem =
      body.state !== "ready" ? `is ${body.state}` : bench.view.allowed(choice.entity, id) ? undefined : "may not run there";
    if (problem !== undefined) throw new Error(`entity ${choice.entity}, picked for processor ${id}, ${problem}`);
    if (choice.until <= clock.now) throw new Error(`the slice of entity ${choice.entity} ends before it begins`);
    body.state = "running";
    body.processor = id;
    processorOf(bench, id).running = choice.entity;
    processorOf(bench, id).since = clock.now;
    clock.set("block", endOfRun(body.behaviour, clock.now, body.left), id, `block/${id}`);
    clock.set("expiry", choice.until, id, `expiry/${id}`);
  }
  drain(bench);
}

/** A processor picks again; its runner goes on to be runnable. */
export function reschedule<State>(bench: Bench<State>, id: ProcessorId, why: "expired" | "preempted" | "yielded"): void {
  bench.rescheduling[id] = true;
  const entity = stop(bench, id, "ready");
  if (entity !== undefined) callPolicy(bench, id, () => bench.policy.enqueue(bench.state, entity, why, bench.view));
  drain(bench);
  dispatch(bench, id);
}

/** The runner of a processor is runnable no more. */
export function giveUp<State>(bench: Bench<State>, id: ProcessorId, entity: EntityId, why: Gone): void {
  bench.rescheduling[id] = true;
  stop(bench, id, why);
  callPolicy(bench, id, () => bench.policy.leave(bench.state, entity, why, bench.view));
  drain(bench);
  dispatch(bench, id);
}

/** The runner of a processor blocks, yields or ends, as its behaviour has it. */
export function block<State>(bench: Bench<State>, id: ProcessorId): void {
  const entity = processorOf(bench, id).running as EntityId;
  const body = bodyOf(bench, entity);
  if (body.behaviour.kind === "yielder") {
    charge(bench, id);
    body.left = stretch(body.behaviour);
    reschedule(bench, id, "yielded");
    return;
  }
  const again = wakeAfter(body.behaviour, bench.clock.now);
  bench.clock.set("wake", again, entity, `wake/${entity}`);
  giveUp(bench, id, entity, again < NEVER ? "blocked" : "exited");
  if (body.left <= 0) body.left = stretch(body.behaviour);
}

/** An entity wants a processor. */
export function makeReady<State>(bench: Bench<State>, entity: EntityId, why: "new" | "woken" | "released"): void {
  const body = bodyOf(bench, entity);
  const isHeld = body.holds.length > 0;
  body.state = isHeld ? "held" : "ready";
  if (!isHeld) callPolicy(bench, body.processor, () => bench.policy.enqueue(bench.state, entity, why, bench.view));
}
