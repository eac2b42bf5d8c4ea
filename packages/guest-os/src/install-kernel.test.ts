import type { Answer, Command, Segment } from "@crosstalk/hardware";
import type { AnswerFromBelow, ClientCommand } from "@crosstalk/scheduling";
import { describe, expect, test } from "vitest";
import { compute, mark, repeat, sequence } from "./program.ts";
import { kernelBench } from "./testing/kernel-bench.ts";

describe("the seam", () => {
  test("is one: what software tells a processor a scheduler takes for an entity, and a processor's answers from below", () => {
    const asClient = (command: Command): ClientCommand<Segment> => command;
    const asAnswer = (answer: Answer): AnswerFromBelow => answer;
    const halt: Command = { type: "HALT", to: "host/cpu0", processor: 0, timer: 5 };
    const answer: Answer = { type: "INTERRUPT", to: "kernel/scheduler", processor: 0, interrupts: ["reset"], stolen: 0 };
    expect([asClient(halt), asAnswer(answer)]).toEqual([halt, answer]);
  });
});

describe("an installed kernel", () => {
  test("boots on its machine and starts every program of every tenant", () => {
    const b = kernelBench({ p: sequence(compute(10), mark("p")), q: sequence(compute(10), mark("q")) });
    b.until(10_000);
    expect(b.marks.map((each) => each.split(" ")[1])).toEqual(["p", "q"]);
    expect(b.kernel.tenants.map(({ name }) => name)).toEqual(["p", "q"]);
  });

  test("uses all processors of its machine", () => {
    const programs = Object.fromEntries(["a", "b", "c"].map((name) => [name, repeat(10, compute(1_000))]));
    const b = kernelBench(programs, { processors: 3 });
    b.until(11_000);
    expect(b.kernel.booted).toEqual([0, 1, 2]);
    expect(b.endings).toHaveLength(3);
  });
});
