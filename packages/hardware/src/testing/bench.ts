import { type ModelEvent, type Nanoseconds, NEVER, now, Simulation } from "@crosstalk/engine";
import { setup } from "xstate";
import { account } from "../account.ts";
import type { Host, HostOptions } from "../host.ts";
import type { Segment } from "../machine.ts";
import type { Operations } from "../operations.ts";
import { testHost } from "./test-host.ts";

interface Heard {
  heard: { at: Nanoseconds; event: ModelEvent }[];
}

/** Software in the least: hears everything, does nothing by itself. */
export const listener = setup({
  types: {} as { context: Heard; events: ModelEvent },
  actions: {
    hear: ({ context, event }) => {
      context.heard.push({ at: now(), event });
    },
  },
}).createMachine({
  id: "listener",
  context: () => ({ heard: [] }),
  initial: "listening",
  states: { listening: { on: { "*": { actions: "hear" } } } },
});

/** A segment of plain work for an owner. */
export function work(time: number, extra: Partial<Segment> = {}, owner = "a"): Segment {
  return { parts: [{ account: account("user", owner), operations: { work: time } }], from: 0, ...extra };
}

/** A segment of several payers' work. */
export function mixed(...parts: readonly (readonly [owner: string, operations: Operations])[]): Segment {
  return { parts: parts.map(([owner, operations]) => ({ account: account("user", owner), operations })), from: 0 };
}

/** A host whose software is the test: it gives commands at the present instant, and looks at what is answered. */
export interface Bench {
  readonly simulation: Simulation;
  readonly host: Host;
  /** What the software has been told by the processors, as `[instant, event without addresses]`, since the last call. */
  heard(): readonly (readonly [Nanoseconds, Record<string, unknown>])[];
  /** Gives processors commands and devices requests, now. */
  give(path: string, event: ModelEvent): void;
  /** RUN on a processor, now. */
  run(burst: readonly Segment[], more?: { on?: number; ticket?: number; timer?: Nanoseconds }): void;
  /** RAISE on a processor at an instant. */
  raise(vector: string, at: Nanoseconds, on?: number): void;
  /** Lets time pass up to and at an instant. */
  until(at: Nanoseconds): void;
  /** Lets time pass until something is heard. */
  untilHeard(): void;
}

/** Builds the bench, with all processors powered on and their `reset` heard. */
export function bench(options: HostOptions = {}): Bench {
  const simulation = new Simulation({ seed: 1 });
  simulation.actor("software", listener);
  const host = testHost(simulation, options);
  host.boot("software");
  simulation.run(0);
  let read = host.processors.length;
  const cpu = (on: number): string => host.processors[on]?.path as string;
  const give = (path: string, event: ModelEvent): void => simulation.post(path, event);
  return {
    simulation,
    host,
    give,
    heard() {
      const { heard } = simulation.snapshot("software").context as Heard;
      const fresh = heard.slice(read);
      read = heard.length;
      return fresh.map(({ at, event: { to: _, stolen: __, ...event } }) => [at, event]);
    },
    run(burst, { on = 0, ticket = 1, timer = NEVER } = {}) {
      give(cpu(on), { type: "RUN", processor: on, ticket, burst, timer });
    },
    raise(vector, at, on = 0) {
      simulation.post(cpu(on), { type: "RAISE", processor: on, vector }, at);
    },
    until(at) {
      simulation.run(at);
    },
    untilHeard() {
      simulation.run(NEVER - 1, () => (simulation.snapshot("software").context as Heard).heard.length > read);
    },
  };
}
