import { ms } from "@crosstalk/engine";
import { runExperiment } from "@crosstalk/experiment";
import { compute } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import type { RunningProgram } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { begun } from "./begun.ts";
import { forkwaitProgram } from "./forkwait.ts";
import { recordedProgram } from "./recorded.ts";
import { type AnyScenario, anyScenario } from "./scenario.ts";
import { platformFactor, scenarioExperiment } from "./scenario-experiment.ts";

let measured = 0;

const scenario = (name: string, measure: string): AnyScenario =>
  anyScenario<RunningProgram>({
    name,
    about: "a program computes",
    world: ({ simulation, host }, platform) =>
      platform
        .boot(simulation, host("host", dualXeon2003, { processors: 1 }))
        .tenant("one")
        .run(begun(compute(ms(1)))),
    ended: (program) => program.ended() !== undefined,
    measure(program) {
      measured += 1;
      return { [measure]: (program.ended() ?? 0) / 1e6, both: 1 };
    },
  });

describe("an experiment made of scenarios", () => {
  const experiment = scenarioExperiment({
    name: "two",
    about: "Two scenarios",
    scenarios: [scenario("first", "a")],
    more: [scenario("second", "b")],
    measures: {
      a: { unit: "ms", about: "of the first" },
      b: { unit: "ms", about: "of the second" },
      both: { unit: "1", about: "of both" },
    },
    replications: 1,
  });
  const { runs, failures } = runExperiment(experiment, { settings: { platform: ["linux"] }, full: true });

  it("gives each scenario its own measures and no others, and takes them once", () => {
    expect(failures).toEqual([]);
    expect(runs.map(({ levels, values }) => [levels.scenario, Object.keys(values)])).toEqual([
      ["first", ["a", "both"]],
      ["second", ["b", "both"]],
    ]);
    expect(measured).toBe(2);
  });

  it("begins a program at an instant drawn from half a second to a second", () => {
    for (const { values } of runs) {
      const end = (values.a ?? values.b) as number;
      expect(end).toBeGreaterThan(501);
      expect(end).toBeLessThan(1_012);
    }
  });

  it("has the platforms of the figure as usual levels", () => {
    const names = platformFactor.levels.map(({ name }) => name);
    expect(names).toEqual(
      expect.arrayContaining(["linux", "chroot", "linux-vserver", "xen-2003", "xen-3.0.4", "esx-2", "vtx-2006"]),
    );
    expect(platformFactor.more.map(({ name }) => name)).not.toContain("linux");
  });
});

describe("programs", () => {
  it("are read from recordings by name, and one that is not there is named", () => {
    expect(recordedProgram("compile")).toMatchObject({ do: "sequence" });
    expect(() => recordedProgram("nothing")).toThrow(/nothing\.json/);
  });

  it("make as many processes as they are told to", () => {
    expect(forkwaitProgram(7)).toMatchObject({ steps: [{ do: "exec" }, { do: "repeat", count: 7 }] });
  });
});
