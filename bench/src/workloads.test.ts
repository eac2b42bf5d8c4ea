import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { makeDraws } from "./draws.ts";
import type { Size, WorkloadName } from "./outcome.ts";
import { statecharts } from "./peers/statecharts.ts";
import { xstate } from "./peers/xstate.ts";
import { referenceAnswer, wrongAnswer } from "./reference-answer.ts";
import { creation } from "./workloads/creation.ts";
import { holdOnEventList } from "./workloads/event-list.ts";
import { kernels } from "./workloads/kernels.ts";
import { runtimes } from "./workloads/runtime.ts";
import { stopping } from "./workloads/stopping.ts";

const table = makeDraws();
const sizes: readonly [WorkloadName, Size][] = [
  ["hold", { pending: 10, count: 2_000 }],
  ["hold", { pending: 1_000, count: 500 }],
  ["ping-pong", { pending: 0, count: 1_000 }],
  ["single-server", { pending: 0, count: 2_000 }],
];

describe.each(runtimes)("our statecharts under the runtime %s", (runtime) => {
  it.each(sizes)("give the answer of %s that is found without a simulation, at %j", async (workload, size) => {
    const { answer } = (await statecharts(runtime)[workload]?.(size, table)) ?? { answer: {} };
    expect(wrongAnswer(answer, referenceAnswer(workload, size, table))).toBeUndefined();
  });

  it("give every figure of idle actors, of stopping and of kernels", () => {
    setFlagsFromString("--expose-gc");
    Object.assign(globalThis, { gc: runInNewContext("gc") });
    const figures = [...creation(runtime, true), ...stopping(runtime, true), ...kernels(runtime, true)];
    expect(figures.map(({ name }) => name)).toEqual(
      ["memory", "creation", "stopping", "kernels", "burst-0", "burst-1", "burst-2"], //
    );
    for (const { value } of figures) expect(value).toBeGreaterThan(0);
  });
});

describe("XState by itself", () => {
  it.each(sizes)("gives the same answer of %s, at %j", async (workload, size) => {
    const { answer } = (await xstate[workload]?.(size, table)) ?? { answer: {} };
    expect(wrongAnswer(answer, referenceAnswer(workload, size, table))).toBeUndefined();
  });
});

describe("the bare event list", () => {
  it.each(sizes.slice(0, 2))("gives the same answer of %s, at %j", (_, size) => {
    expect(wrongAnswer(holdOnEventList(size, table).answer, referenceAnswer("hold", size, table))).toBeUndefined();
  });
});

describe("the check of answers", () => {
  const right = referenceAnswer("single-server", { pending: 0, count: 100_000 }, table);

  it("has customers wait for nine mean service times on average, within three standard errors", () => {
    const services = right.waits / right.done / (0.9 * 100_000_000);
    expect(Math.abs(services - 9)).toBeLessThan(3 * 0.6);
  });

  it("finds a number that is wrong, and an answer that says nothing", () => {
    expect(wrongAnswer({ done: right.done, waits: right.waits * 1.0001 }, right)).toMatch(/^waits is \d/);
    expect(wrongAnswer({}, right)).toBe("it gives no answer");
    expect(wrongAnswer({ done: right.done, waits: right.waits * (1 + 1e-12) }, right)).toBeUndefined();
  });
});
