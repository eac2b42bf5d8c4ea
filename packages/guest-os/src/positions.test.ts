import { expect, it } from "vitest";
import { compileProgram } from "./code.ts";
import { positionsOf } from "./positions.ts";
import { compute, deviceRequests, forever, lock, type Program, parallel, repeat, sequence, sleep, touch } from "./program.ts";

const positions = (program: Program) => positionsOf(compileProgram(program));

it.each([
  ["lengths", sleep(5), sleep(7)],
  ["operations that leave nothing behind", forever(sleep(5)), forever(compute(5))],
  ["rounds of a loop", repeat(3, touch(1)), repeat(4, touch(2))],
])("positions mean the same whatever the %s", (_, one, other) => {
  expect(positions(one)).toBe(positions(other));
});

it.each([
  ["more operations", sleep(5), sequence(sleep(5), sleep(5))],
  ["another order of what others see", sequence(lock("a"), sleep(1)), sequence(sleep(1), lock("a"))],
  ["another lock", lock("a"), lock("b")],
  ["another device", deviceRequests("disk"), deviceRequests("net")],
  ["a loop where there was none", sequence(touch(1), touch(1)), repeat(2, touch(1))],
  ["more threads", parallel(compute(1)), parallel(compute(1), compute(1))],
])("positions mean something else with %s", (_, one, other) => {
  expect(positions(one)).not.toBe(positions(other));
});
