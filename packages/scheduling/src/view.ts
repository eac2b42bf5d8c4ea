import { type Nanoseconds, now, random } from "@crosstalk/engine";
import type { EntityId, ProcessorId, ProcessorView, View } from "./policy.ts";
import type { Work } from "./port.ts";
import { entityOf, type Turn } from "./turn.ts";

/**
 * A policy's window on a scheduler, for the turn that is passed to it by reference: requests are collected there and
 * take effect when the callback has returned.
 */
export function makeView<W extends Work>(turn: () => Turn<W>, settle: (processor: ProcessorId) => void): View {
  const processors: ProcessorView[] = [];
  return {
    get now(): Nanoseconds {
      return now();
    },
    get here(): ProcessorId {
      return turn().here;
    },
    get processors(): readonly ProcessorView[] {
      const states = turn().context.processors;
      for (let id = processors.length; id < states.length; id += 1) processors.push(processorView(turn, id));
      return processors;
    },
    entity(id: EntityId) {
      return entityOf(turn(), id);
    },
    parent(id) {
      const { maker } = entityOf(turn(), id);
      if (maker === null) return undefined;
      return turn().context.entities[maker.entity]?.serial === maker.serial ? maker.entity : undefined;
    },
    group(id) {
      return turn().context.groups[id] as { share: { weight: number }; members: EntityId[] };
    },
    groups() {
      return turn().context.groups.map((_, id) => id);
    },
    allowed(id, processor) {
      const { affinity } = entityOf(turn(), id);
      const isOnline = turn().context.processors[processor]?.online === true;
      return isOnline && (affinity === null || affinity.includes(processor));
    },
    settle,
    preempt(processor, at = now()) {
      turn().requests.push({ type: "preempt", processor, at });
    },
    alarm(name, subject, at, how = {}) {
      turn().requests.push({ type: "alarm", name, subject, at, on: how.on ?? turn().here, every: how.every ?? 0 });
    },
    hold(entity, why) {
      turn().requests.push({ type: "hold", entity, why });
    },
    release(entity, why) {
      turn().requests.push({ type: "release", entity, why });
    },
    random(purpose) {
      return random(`${turn().context.path}: ${purpose}`).uniform();
    },
  };
}

function processorView<W extends Work>(turn: () => Turn<W>, id: ProcessorId): ProcessorView {
  const state = () => turn().context.processors[id] as Turn<W>["context"]["processors"][number];
  return {
    id,
    get running() {
      return state().running ?? undefined;
    },
    get since() {
      return state().since;
    },
    get asked() {
      return state().asked || state().mustPick;
    },
  } as ProcessorView;
}
