import { begin, type ModelEvent, ms, type Simulation } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { busyWorker } from "../testing/busy-worker.ts";
import { batched } from "./batched.ts";
import { counter } from "./counter.ts";
import { histogram } from "./histogram.ts";
import { readings, restartProbes, watch } from "./probe.ts";
import { series, timeWeightedSeries } from "./series.ts";
import { tally } from "./tally.ts";
import { timeWeighted } from "./time-weighted.ts";
import { utilization } from "./utilization.ts";

const paths = ["a", "b"];
const took = (event: ModelEvent) => event.took as number;

/** A world of two workers. */
function unwatched(simulation: Simulation): void {
  for (const path of paths) simulation.actor(path, busyWorker);
}

/** The same under a probe of each kind. */
function watched(simulation: Simulation) {
  unwatched(simulation);
  const times = readings(simulation, paths, "DONE", took);
  const levels = readings(simulation, "a", "LEVEL", (event) => event.level as number);
  return {
    count: watch(simulation, "count", times, counter()),
    tally: watch(simulation, "tally", times, tally()),
    level: watch(simulation, "level", levels, timeWeighted()),
    utilization: watch(simulation, "utilization", levels, utilization()),
    histogram: watch(simulation, "histogram", times, histogram()),
    batched: watch(simulation, "batched", times, batched()),
    series: watch(simulation, "series", times, series({ most: 16 })),
    timeWeightedSeries: watch(simulation, "level series", levels, timeWeightedSeries({ most: 16 })),
  };
}

const told = (probes: ReturnType<typeof watched>) =>
  JSON.stringify([...Object.values(probes).map((probe) => probe.read()), probes.histogram.read().quantile(0.9)]);

const start = (seed: number) => begin(watched, undefined, { seed });

describe("probes", () => {
  it("tell the same after a save and a restore at any point, and after a fork, as if the run had never been interrupted", () => {
    const whole = start(3);
    whole.simulation.run(ms(200));
    for (const point of [0, ms(1), ms(33), ms(199)]) {
      const half = start(3);
      half.simulation.run(point);
      const fork = half.fork();
      half.simulation.run(ms(200));
      fork.simulation.run(ms(200));
      expect(told(half.world)).toBe(told(whole.world));
      expect(told(fork.world)).toBe(told(whole.world));
    }
  });

  it("change nothing in a run", () => {
    const bare = begin(unwatched, undefined, { seed: 3 });
    const probed = start(3);
    bare.simulation.run(ms(200));
    probed.simulation.run(ms(200));
    expect(probed.world.count.read().n).toBeGreaterThan(50);
    expect(probed.simulation.fingerprint).toBe(bare.simulation.fingerprint);
  });

  it("forget at the end of a warm-up what they have seen, but not the present level", () => {
    const { simulation, world } = start(5);
    simulation.run(ms(50), () => simulation.now > ms(20) && world.level.read().level === 1);
    const at = simulation.now;
    expect(restartProbes(simulation)).toBe(8);
    expect(world.count.read()).toEqual({ n: 0, seconds: 0, rate: 0 });
    expect(world.tally.read().mean).toBeUndefined();
    expect(world.level.read()).toMatchObject({ level: 1, mean: 1, least: 1 });
    simulation.run(at + ms(100));
    expect(world.level.read().seconds).toBeCloseTo(0.1, 12);
    expect(world.timeWeightedSeries.read().points[0]).toMatchObject({ from: at });
  });

  it("begin afresh where a save holds none of their name", () => {
    const bare = begin(unwatched, undefined, { seed: 3 });
    bare.simulation.run(ms(50));
    const later = start(3);
    later.simulation.restore(bare.simulation.save());
    later.simulation.run(ms(60));
    expect(later.world.level.read().seconds).toBeCloseTo(0.01, 12);
  });

  it("have names of their own, which the failure of a run tells", () => {
    const { simulation } = start(1);
    const values = readings(simulation, "a", "DONE", () => -1);
    expect(() => watch(simulation, "tally", values, tally())).toThrow("note probe tally is kept already");
    watch(simulation, "bad", values, histogram());
    expect(() => simulation.run(ms(50))).toThrow("probe bad: the value is -1; allowed is at least 0");
  });
});
