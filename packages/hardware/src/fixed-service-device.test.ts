import type { Nanoseconds } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { type Bench, bench } from "./testing/bench.ts";

const DISK = "host/disk";
const submit = (id: number, owner = "vm") => ({ type: "SUBMIT", request: { id, owner } });

function withDisk(reaches?: readonly string[]): { b: Bench; asserted: Nanoseconds[] } {
  const b = bench({ devices: [{ name: "disk", service: 100, ...(reaches === undefined ? {} : { reaches }) }] });
  const asserted: Nanoseconds[] = [];
  b.simulation.onDelivery((at, _path, event) => {
    if (event.type === "ASSERT") asserted.push(at);
  });
  return { b, asserted };
}

function completions(b: Bench): unknown {
  b.give(DISK, { type: "FETCH", from: "software" });
  b.until(b.simulation.now);
  return b.heard().map(([, event]) => event);
}

const complete = (...list: readonly (readonly [id: number, failed: boolean])[]) => [
  { type: "COMPLETIONS", vector: "device:disk", completions: list.map(([id, failed]) => ({ id, failed })) },
];

describe("the test device", () => {
  test("serves one request after another, in the order in which they came, each in the same time", () => {
    const { b, asserted } = withDisk();
    for (const id of [7, 3]) b.give(DISK, submit(id));
    b.until(50);
    b.give(DISK, submit(5));
    b.until(250);
    expect(completions(b)).toEqual(complete([7, false], [3, false]));
    b.until(1_000);
    expect(completions(b)).toEqual(complete([5, false]));
    b.give(DISK, submit(9));
    b.until(2_000);
    expect(asserted).toEqual([100, 200, 300, 1_100]);
  });

  test("hands a completion out once", () => {
    const { b } = withDisk();
    b.give(DISK, submit(1));
    b.until(100);
    expect(completions(b)).toEqual(complete([1, false]));
    expect(completions(b)).toEqual(complete());
  });

  test("refuses at once what would touch pages that the IOMMU keeps it from, idle or busy", () => {
    const { b, asserted } = withDisk(["vm"]);
    b.give(DISK, submit(1, "stranger"));
    b.give(DISK, submit(2));
    b.give(DISK, submit(3, "stranger"));
    b.until(50);
    expect(completions(b)).toEqual(complete([1, true], [3, true]));
    b.until(1_000);
    expect(completions(b)).toEqual(complete([2, false]));
    expect(asserted).toEqual([0, 0, 100]);
  });
});
