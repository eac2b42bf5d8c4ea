import { type Nanoseconds, NEVER } from "@crosstalk/engine";
import type { EntityId, ProcessorId, Share, View } from "../policy.ts";
import { type Bench, bodyOf, callPolicy, charge, processorOf } from "./bench.ts";
import { giveUp, makeReady } from "./bench-scheduler.ts";

function hold<State>(bench: Bench<State>, entity: EntityId, why: string): void {
  const body = bodyOf(bench, entity);
  if (!body.holds.includes(why)) body.holds.push(why);
  if (body.state === "running") giveUp(bench, body.processor, entity, "held");
  else if (body.state === "ready") {
    body.state = "held";
    callPolicy(bench, body.processor, () => bench.policy.leave(bench.state, entity, "held", bench.view));
  }
}

function release<State>(bench: Bench<State>, entity: EntityId, why: string): void {
  const body = bodyOf(bench, entity);
  if (body.holds.includes(why)) body.holds.splice(body.holds.indexOf(why), 1);
  if (body.state === "held" && body.holds.length === 0) makeReady(bench, entity, "released");
}

function preempt<State>(bench: Bench<State>, from: ProcessorId, id: ProcessorId, at: Nanoseconds | undefined): void {
  const { clock } = bench;
  if (at !== undefined && at > clock.now) {
    clock.set("preempt", at, id, `later/${id}`);
    return;
  }
  if (bench.rescheduling[id] === true || processorOf(bench, id).asked) return;
  processorOf(bench, id).asked = true;
  clock.set("preempt", clock.now + (from === id ? 0 : bench.interrupt), id, `asked/${id}`);
}

/** What the policy sees, and can ask for. */
export function benchView<State>(bench: Bench<State>): View {
  const request = (act: () => void): void => void bench.requests.push(act);
  return {
    get now() {
      return bench.clock.now;
    },
    get here() {
      return bench.here;
    },
    processors: bench.processors,
    entity: (entity) => bodyOf(bench, entity),
    parent(entity) {
      const { parent } = bodyOf(bench, entity);
      return parent === undefined || bodyOf(bench, parent).state === "exited" ? undefined : parent;
    },
    group: (group) => ({
      share: bench.shares[group] as Share,
      members: bench.bodies.flatMap((body, entity) => (body.begun && body.group === group ? [entity] : [])),
    }),
    groups: () => bench.shares.map((_, index) => index),
    allowed: (entity, id) => bodyOf(bench, entity).allowed?.includes(id) ?? true,
    settle: (id) => charge(bench, id),
    preempt(id, at) {
      const from = bench.here;
      request(() => preempt(bench, from, id, at));
    },
    alarm(name, subject, at, how) {
      const on = how?.on ?? bench.here;
      request(() => {
        bench.alarms[`${name}/${subject}`] = { name, subject, every: how?.every ?? NEVER };
        bench.clock.set("alarm", at, on, `${name}/${subject}`);
      });
    },
    hold: (entity, why) => request(() => hold(bench, entity, why)),
    release: (entity, why) => request(() => release(bench, entity, why)),
    random: bench.random,
  };
}
