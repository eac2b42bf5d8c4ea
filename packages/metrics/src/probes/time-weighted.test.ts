import { type ModelEvent, ms, Simulation, seconds } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { emit, setup } from "xstate";
import { TimeWeighted, watchLevel } from "./time-weighted.ts";

describe("TimeWeighted", () => {
  it("weights each value by how long it held", () => {
    const queue = new TimeWeighted(0, seconds(1));
    queue.set(4, seconds(2));
    queue.set(1, seconds(3));
    expect(queue.integral(seconds(5))).toBe(6);
    expect(queue.mean(seconds(5))).toBe(1.5);
    expect([queue.level, queue.lowest, queue.highest]).toEqual([1, 0, 4]);
  });

  it("is its present value before time passes", () => {
    expect(new TimeWeighted(3, 0).mean(0)).toBe(3);
  });

  it("refuses to go back", () => {
    const queue = new TimeWeighted(0, ms(2));
    expect(() => queue.set(1, ms(1))).toThrow("the instant is 1000000 ns; allowed is at least 2000000 ns");
  });
});

describe("watchLevel", () => {
  const lamp = setup({ types: { emitted: {} as ModelEvent } }).createMachine({
    initial: "off",
    states: {
      off: { after: { 3_000_000: { target: "on", actions: emit({ type: "LIT", level: 1 }) } } },
      on: { after: { 1_000_000: { target: "off", actions: emit({ type: "LIT", level: 0 }) } } },
    },
  });

  it("follows what an actor emits, and changes nothing", () => {
    const run = (watch: boolean) => {
      const simulation = new Simulation({ seed: 1 });
      simulation.actor("lamp", lamp);
      const level = (event: ModelEvent) => (event.type === "LIT" ? (event.level as number) : undefined);
      const light = watch ? watchLevel(simulation, "lamp", level) : undefined;
      simulation.run(ms(40));
      return { fingerprint: simulation.fingerprint, mean: light?.mean(ms(40)) };
    };
    expect(run(true).mean).toBeCloseTo(0.25, 12);
    expect(run(true).fingerprint).toBe(run(false).fingerprint);
  });
});
