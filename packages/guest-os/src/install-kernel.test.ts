import { Simulation } from "@crosstalk/engine";
import { type Answer, buildHost, type Command, type Segment } from "@crosstalk/hardware";
import type { AnswerFromBelow, ClientCommand } from "@crosstalk/scheduling";
import { describe, expect, test } from "vitest";
import { installKernel } from "./install-kernel.ts";
import { compute, mark, type Program, repeat, sequence } from "./program.ts";
import { kernelBench, testHostModel, testKernel } from "./testing/kernel-bench.ts";

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

test("two kernels that run one program for tenants of one name each pay for their own part of it", () => {
  const simulation = new Simulation({ seed: 1 });
  const program: Program = { do: "run", user: 100, calls: { null: 3 }, faults: 0 };
  const hosts = ["one", "two"].map((name) => {
    const host = buildHost(simulation, `host ${name}`, testHostModel, { processors: 1 });
    installKernel(simulation, name, host, testKernel).tenant("tenant", { weight: 256 }).run(program, "main");
    return host;
  });
  simulation.run(10_000);
  expect(hosts.map((host) => host.ledger(0)["kernel:one < user:tenant"])).toEqual([330, undefined]);
  expect(hosts.map((host) => host.ledger(0)["kernel:two < user:tenant"])).toEqual([undefined, 330]);
});
