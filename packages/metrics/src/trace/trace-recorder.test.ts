import { begin, us } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { ASKED_AFTER, TRACED_TIME, tracedWorld } from "../testing/traced-world.ts";
import type { TraceInstant, TraceRecording } from "./recording.ts";
import { type TraceOptions, TraceRecorder } from "./trace-recorder.ts";

const ROUND = us(160);

function recorded(options?: TraceOptions): TraceRecording {
  const { simulation } = begin(tracedWorld, undefined, { seed: 1 });
  const recorder = new TraceRecorder(simulation, options);
  simulation.run(TRACED_TIME);
  return recorder.finish();
}

/** Slices of an actor with their ends, in order of their beginnings. */
function slicesOf({ tracks, records }: TraceRecording, path: string) {
  const track = tracks.findIndex((each) => each.path === path && each.counter === undefined);
  const slices: { name: string; from: number; to: number; depth: number }[] = [];
  const open: (typeof slices)[number][] = [];
  for (const record of records) {
    if (record.track !== track) continue;
    if (record.kind === "begin") {
      const slice = { name: record.name, from: record.time, to: Number.NaN, depth: open.length };
      slices.push(slice);
      open.push(slice);
    } else if (record.kind === "end") {
      (open.pop() as (typeof slices)[number]).to = record.time;
    }
  }
  expect(open).toEqual([]);
  return slices;
}

const counterValues = ({ tracks, records }: TraceRecording, name: string) => {
  const track = tracks.findIndex(({ counter }) => counter === name);
  return records.flatMap((record) => (record.kind === "counter" && record.track === track ? [[record.time, record.value]] : []));
};

const instants = ({ records }: TraceRecording) => records.filter((record): record is TraceInstant => record.kind === "instant");

describe("a recording", () => {
  it("has a slice for each state while an actor is in it, in the slices of the states around it", () => {
    const slices = slicesOf(recorded(), "client");
    expect(slices.slice(0, 4)).toEqual([
      { name: "up", from: 0, to: TRACED_TIME, depth: 0 },
      { name: "thinking", from: 0, to: us(100), depth: 1 },
      { name: "waiting", from: us(100), to: ROUND, depth: 1 },
      { name: "thinking", from: ROUND, to: ROUND + us(100), depth: 1 },
    ]);
    expect(slices.at(-1)?.to).toBe(TRACED_TIME);
  });

  it("has one slice for parallel regions", () => {
    const [first, second] = slicesOf(recorded(), "site/server");
    expect(first).toEqual({ name: "door: open, desk: free", from: 0, to: us(110), depth: 0 });
    expect(second).toEqual({ name: "door: open, desk: busy", from: us(110), to: ROUND, depth: 0 });
  });

  it("has slices for actors that are made in mid-run, until they are stopped", () => {
    const slices = slicesOf(recorded(), "site/server/helper");
    expect(slices.slice(0, 3)).toEqual([
      { name: "searching", from: us(110), to: ROUND, depth: 0 },
      { name: "found", from: ROUND, to: ROUND, depth: 0 },
      { name: "searching", from: ROUND + us(110), to: 2 * ROUND, depth: 0 },
    ]);
  });

  it("leads every message from where it was sent to where it was delivered", () => {
    const all = instants(recorded());
    const ends = new Map(all.flatMap((record) => (record.ends === undefined ? [] : [[record.ends, record] as const])));
    const flows = all.flatMap((from) => from.begins.map((flow) => ({ from, to: ends.get(flow) as TraceInstant })));
    expect(ends.size).toBe(flows.length);
    const told = flows.map(({ from, to }) => [from.name, to.name, to.time - from.time, to.track !== from.track]);
    const kinds = new Set(told.map((words) => words.join(" ")));
    expect([...kinds].toSorted()).toEqual([
      "emits ANSWER ANSWER 0 true",
      `emits ASK ASK ${ASKED_AFTER} true`,
      "emits FOUND FOUND 0 true",
    ]);
    expect(flows).toHaveLength(18);
  });

  it("counts deliveries of the whole run, and draws what it is told of contexts", () => {
    const recording = recorded({ counters: ["answers", "log", "none", "log.length"] });
    const [answers, log] = [counterValues(recording, "answers"), counterValues(recording, "log")];
    expect(answers.slice(0, 3)).toEqual([
      [0, 0],
      [ROUND, 1],
      [2 * ROUND, 2],
    ]);
    expect(log).toEqual(answers);
    expect(counterValues(recording, "none")).toEqual([]);
    expect(counterValues(recording, "events delivered [1/s]")[0]).toEqual([0, 0]);
  });

  it("takes up what is under way when it begins, and closes it when it ends", () => {
    const [from, to] = [us(120), us(300)];
    const recording = recorded({ from, to });
    expect(recording.records.every(({ time }) => time >= from && time <= to)).toBe(true);
    expect(slicesOf(recording, "client")).toEqual([
      { name: "up", from, to, depth: 0 },
      { name: "waiting", from, to: ROUND, depth: 1 },
      { name: "thinking", from: ROUND, to: ROUND + us(100), depth: 1 },
      { name: "waiting", from: ROUND + us(100), to, depth: 1 },
    ]);
    expect(slicesOf(recording, "site/server/helper")[0]).toMatchObject({ name: "searching", from });
  });

  it("tells which fields of the actors that are recorded could be counters, if any are asked for", () => {
    expect(recorded({ counters: ["log"] }).fields).toEqual(["answers", "log"]);
    expect(recorded({ counters: ["none"] }).fields).toEqual(["answers", "log"]);
    expect(recorded({ counters: ["log"], actors: ["site/*"] }).fields).toEqual([]);
    expect(recorded().fields).toEqual([]);
  });

  it("shows the standing states where nothing happens", () => {
    const recording = recorded({ from: us(20), to: us(30), actors: ["client"] });
    expect(slicesOf(recording, "client").map(({ name }) => name)).toEqual(["up", "thinking"]);
    expect(recorded({ from: 2 * TRACED_TIME }).tracks.map(({ path }) => path)).toEqual([""]);
  });

  it("has only the actors that are asked for", () => {
    const paths = ({ tracks }: TraceRecording) => tracks.flatMap(({ path, counter }) => (counter === undefined ? [path] : []));
    expect(paths(recorded({ actors: ["site/*"] }))).toEqual(["site/server", "site/server/helper"]);
    expect(paths(recorded({ actors: ["*per", "client"] })).toSorted()).toEqual(["client", "site/server/helper"]);
    expect(paths(recorded({ actors: ["c.*"] }))).toEqual([]);
    expect(
      instants(recorded({ actors: ["client"] })).every(({ begins, ends }) => begins.length === 0 && ends === undefined),
    ).toBe(true);
  });

  it("keeps nothing of a trace that is too large, but tells how large it would be", () => {
    const whole = recorded();
    expect(whole.wanted).toBe(whole.records.length);
    expect(recorded({ most: whole.wanted })).toEqual(whole);
    expect(recorded({ most: whole.wanted - 1 })).toMatchObject({ wanted: whole.wanted, records: [] });
  });

  it.each(["compiled", "reference"] as const)("changes nothing in a run, and is the same on the %s runtime", (runtime) => {
    const bare = begin(tracedWorld, undefined, { seed: 1, runtime });
    bare.simulation.run(TRACED_TIME);
    const traced = begin(tracedWorld, undefined, { seed: 1, runtime });
    const recorder = new TraceRecorder(traced.simulation, { counters: ["log"] });
    traced.simulation.run(TRACED_TIME);
    expect(traced.simulation.fingerprint).toBe(bare.simulation.fingerprint);
    expect(traced.simulation.save()).toEqual(bare.simulation.save());
    expect(recorder.finish()).toEqual(recorded({ counters: ["log"] }));
  });
});
