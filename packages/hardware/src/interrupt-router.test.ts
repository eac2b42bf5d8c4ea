import { NEVER } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { type Bench, bench } from "./testing/bench.ts";

function halted(): Bench {
  const b = bench({ processors: 2 });
  for (const processor of [0, 1]) b.give(`host/cpu${processor}`, { type: "HALT", processor, timer: NEVER });
  b.until(0);
  return b;
}

test("a device's vector goes to processor 0 until it is directed elsewhere", () => {
  const b = halted();
  b.give("host/router", { type: "ASSERT", vector: "device:disk" });
  b.until(10);
  b.give("host/router", { type: "ROUTE", vector: "device:disk", processor: 1 });
  b.give("host/router", { type: "ASSERT", vector: "device:disk" });
  b.until(20);
  expect(b.heard()).toEqual([
    [0, { type: "INTERRUPT", processor: 0, interrupts: ["device:disk"] }],
    [10, { type: "INTERRUPT", processor: 1, interrupts: ["device:disk"] }],
  ]);
});

test("a vector can't be directed to a processor that the host does not have", () => {
  const b = halted();
  b.give("host/router", { type: "ROUTE", vector: "device:disk", processor: 2 });
  expect(() => b.until(1)).toThrow("vector device:disk is directed to processor 2; allowed is 0 to 1");
});
