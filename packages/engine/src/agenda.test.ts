import { describe, expect, it } from "vitest";
import { assign, createMachine, emit, raise } from "xstate";
import type { SimulationOptions } from "./model-event.ts";
import { Simulation } from "./simulation.ts";
import { recordTrace } from "./trace.ts";

/** At every GO sends three numbered events to the sink at once. */
const sender = createMachine({
  on: { GO: { actions: [0, 1, 2].map((number) => emit(({ self }) => ({ type: "PACKET", from: self.id, number, to: "sink" }))) } },
});

/** Remembers the order in which packets come. */
const sink = createMachine({
  context: { log: [] as string[] },
  on: { PACKET: { actions: assign({ log: ({ context, event }) => [...context.log, `${event.from}${event.number}`] }) } },
});

const SENDERS = ["a", "b", "c", "d"];

/** Orders of arrival, one for each of twelve instants at which all senders send. */
function orders(options: SimulationOptions): string[][] {
  const simulation = new Simulation(options);
  for (const path of SENDERS) simulation.actor(path, sender);
  simulation.actor("sink", sink);
  const trace = recordTrace(simulation, ({ path }) => path === "sink");
  for (let at = 10; at <= 120; at += 10) for (const path of SENDERS) simulation.post(path, { type: "GO" }, at);
  simulation.run(200);
  return Array.from({ length: 12 }, (_, index) =>
    trace.filter(({ time }) => time === 10 * (index + 1)).map(({ event }) => `${event.from}${event.number}`),
  );
}

const plain = ["a0", "a1", "a2", "b0", "b1", "b2", "c0", "c1", "c2", "d0", "d1", "d2"];

describe("events of one instant", () => {
  it("are delivered in the order in which they were scheduled, unless ties are permuted", () => {
    for (const order of orders({ seed: 1 })) expect(order).toEqual(plain);
    expect(orders({ seed: 2 })).toEqual(orders({ seed: 1 }));
  });

  it("come in another order between wires, by seed and instant, when ties are permuted, and never within a wire", () => {
    const permuted = [1, 2, 3].map((permuteTies) => orders({ seed: 1, permuteTies }));
    const distinct = new Set(permuted.flat().map((order) => order.join(" ")));
    expect(distinct.size).toBeGreaterThan(12);
    for (const order of permuted.flat()) {
      expect(order.toSorted()).toEqual(plain);
      for (const path of SENDERS)
        expect(order.filter((packet) => packet.startsWith(path))).toEqual([0, 1, 2].map((number) => `${path}${number}`));
    }
    expect(orders({ seed: 1, permuteTies: 2 })).toEqual(permuted[1]);
  });

  it("keep the order of an actor's own delayed events, and of what is posted to one actor", () => {
    for (let permuteTies = 0; permuteTies < 50; permuteTies += 1) {
      const simulation = new Simulation({ seed: 1, permuteTies });
      const machine = createMachine({
        on: { GO: { actions: [1, 2, 3].map((number) => raise({ type: `LATER${number}` }, { delay: 5 })) }, "*": {} },
      });
      simulation.actor("a", machine);
      const trace = recordTrace(simulation);
      for (const type of ["GO", "X", "Y", "Z"]) simulation.post("a", { type });
      simulation.run(5);
      expect(trace.map(({ event }) => event.type)).toEqual(["GO", "X", "Y", "Z", "LATER1", "LATER2", "LATER3"]);
    }
  });

  it("show by their permutation whether a result rests on their order", () => {
    const shop = (permuteTies: number, result: "winner" | "count") => {
      const simulation = new Simulation({ seed: 1, permuteTies });
      for (const path of SENDERS) simulation.actor(path, sender);
      simulation.actor("sink", sink);
      for (const path of SENDERS) simulation.post(path, { type: "GO" }, 10);
      simulation.run(10);
      const log = simulation.snapshot("sink").context.log as string[];
      return result === "winner" ? log[0] : log.length;
    };
    const seeds = Array.from({ length: 20 }, (_, index) => index);
    expect(new Set(seeds.map((seed) => shop(seed, "winner"))).size).toBeGreaterThan(1);
    expect(new Set(seeds.map((seed) => shop(seed, "count"))).size).toBe(1);
  });

  it("go on in the same permuted order after a save, which must be taken up under the same permutation", () => {
    const build = (permuteTies?: number) => {
      const simulation = new Simulation(permuteTies === undefined ? { seed: 1 } : { seed: 1, permuteTies });
      for (const path of SENDERS) simulation.actor(path, sender);
      simulation.actor("sink", sink);
      return simulation;
    };
    const whole = build(5);
    for (let at = 10; at <= 120; at += 10) for (const path of SENDERS) whole.post(path, { type: "GO" }, at);
    whole.run(60, () => whole.deliveries === 37);
    const saved = JSON.parse(JSON.stringify(whole.save()));
    whole.run(200);
    const rest = build(5);
    rest.restore(saved);
    rest.run(200);
    expect(rest.fingerprint).toBe(whole.fingerprint);
    expect(() => build(6).restore(saved)).toThrow(expect.objectContaining({ code: "BAD_SAVE" }));
    expect(() => build().restore(saved)).toThrow(expect.objectContaining({ code: "BAD_SAVE" }));
  });
});
