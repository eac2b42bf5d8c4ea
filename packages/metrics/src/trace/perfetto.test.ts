import { begin, us } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { type ReadPacket, readTrace } from "../testing/read-trace.ts";
import { TRACED_TIME, tracedWorld } from "../testing/traced-world.ts";
import { perfettoTrace } from "./perfetto.ts";
import { TraceRecorder } from "./trace-recorder.ts";

const { simulation } = begin(tracedWorld, undefined, { seed: 1 });
const recorder = new TraceRecorder(simulation, { counters: ["answers"] });
simulation.run(TRACED_TIME);
const packets = readTrace(perfettoTrace(recorder.finish(), "a café"));

const descriptors = packets.flatMap(({ descriptor }) => descriptor ?? []);
const events = packets.flatMap(({ time, event }) => (event === undefined ? [] : [{ time: time as number, ...event }]));

/** A track's name after those of the tracks above it. */
function placeOf(uuid: number | undefined): string {
  const found = descriptors.find((each) => each.uuid === uuid);
  return found === undefined ? "" : `${placeOf(found.parent)}/${found.name}`;
}

describe("a Perfetto trace", () => {
  it("describes each track once, before anything is on it, below the tracks that its path names", () => {
    const places = descriptors.map(({ uuid }) => placeOf(uuid));
    expect(places.toSorted()).toEqual([
      "/a café",
      "/a café/client",
      "/a café/client/answers",
      "/a café/events delivered [1/s]",
      "/a café/site",
      "/a café/site/server",
      "/a café/site/server/helper",
    ]);
    expect(new Set(descriptors.map(({ uuid }) => uuid)).size).toBe(descriptors.length);
    const first = packets.findIndex(({ event }) => event !== undefined);
    expect(packets.slice(first).every(({ descriptor }: ReadPacket) => descriptor === undefined)).toBe(true);
    const described = new Set(descriptors.map(({ uuid }) => uuid));
    expect(events.every(({ track }) => described.has(track))).toBe(true);
  });

  it("has slices that nest, each ended on its track, in order of time", () => {
    const depths = new Map<number, number>();
    let before = 0;
    for (const { time, type, track } of events) {
      expect(time).toBeGreaterThanOrEqual(before);
      before = time;
      const depth = (depths.get(track) ?? 0) + (type === "begin" ? 1 : type === "end" ? -1 : 0);
      expect(depth).toBeGreaterThanOrEqual(0);
      depths.set(track, depth);
    }
    expect([...depths.values()].every((depth) => depth === 0)).toBe(true);
    expect(before).toBe(TRACED_TIME);
  });

  it("has flows that begin once and end once, not before they begin", () => {
    const begins = events.flatMap(({ time, begins: flows }) => flows.map((flow) => [flow, time] as const));
    const ends = events.flatMap(({ time, ends: flows }) => flows.map((flow) => [flow, time] as const));
    expect(begins).toHaveLength(18);
    expect(new Map(begins).size).toBe(begins.length);
    expect(ends.map(([flow]) => flow).toSorted()).toEqual(begins.map(([flow]) => flow).toSorted());
    expect(ends.every(([flow, time]) => time >= (new Map(begins).get(flow) as number))).toBe(true);
  });

  it("has counters on tracks of their own, and nothing else on these", () => {
    const counters = new Set(descriptors.flatMap(({ uuid, counter }) => (counter ? [uuid] : [])));
    expect(events.every(({ type, track }) => (type === "counter") === counters.has(track))).toBe(true);
    const answers = descriptors.find(({ name }) => name === "answers")?.uuid;
    const values = events.flatMap(({ track, time, value }) => (track === answers ? [[time, value]] : []));
    expect(values.slice(0, 3)).toEqual([
      [0, 0],
      [us(160), 1],
      [us(320), 2],
    ]);
  });
});
