import { NEVER, RandomStreams, Simulation } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import type { Leave } from "./customer.ts";
import type { Service } from "./draw.ts";
import { source } from "./source.ts";
import { station } from "./station.ts";
import { UNIT } from "./twenty-seeds.ts";

const COUNT = 5_000;

/** Times in a system with one server as the statecharts have them, customer by customer. */
function simulated(seed: number, meanGap: number, service: Service): number[] {
  const simulation = new Simulation({ seed });
  simulation.actor("source", source, { to: "station", meanGap, stations: 1 });
  simulation.actor("station", station, { path: "station", number: 0, service, routes: [] });
  const times: number[] = [];
  simulation.observe("station", "LEAVE").subscribe((event) => {
    times.push(simulation.now - (event as unknown as Leave).customer.arrived);
  });
  simulation.run(NEVER, () => times.length === COUNT);
  return times;
}

/** The same by Lindley's recursion, fed with the same random numbers: no events, no actors, no engine. */
function recursive(seed: number, meanGap: number, draw: (streams: RandomStreams) => number): number[] {
  const streams = new RandomStreams(seed);
  let inSystem = 0;
  return Array.from({ length: COUNT }, () => {
    const gap = Math.round(streams.stream("source: gap").exponential(meanGap));
    inSystem = Math.max(0, inSystem - gap) + Math.round(draw(streams));
    return inSystem;
  });
}

describe("a station with one server", () => {
  it.each<[Service, (streams: RandomStreams) => number]>([
    [{ kind: "exponential", mean: UNIT }, (streams) => streams.stream("station: service").exponential(UNIT)],
    [{ kind: "erlang", phases: 4, mean: UNIT }, (streams) => streams.stream("station: service").erlang(4, UNIT)],
    [
      { kind: "hyperexponential", probability: 0.1, first: 5 * UNIT, second: 0.5 * UNIT },
      (streams) => streams.stream("station: service").hyperexponential(0.1, 5 * UNIT, 0.5 * UNIT),
    ],
  ])("serves every customer to the nanosecond as Lindley's recursion says, for %o", (service, draw) => {
    for (const seed of [1, 2, 3]) expect(simulated(seed, 1.25 * UNIT, service)).toEqual(recursive(seed, 1.25 * UNIT, draw));
  });
});
