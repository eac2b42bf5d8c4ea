import { seconds } from "@crosstalk/engine";
import { defineExperiment, runOne } from "@crosstalk/experiment";
import { compileProgram } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { esx2, type Platform, plainLinux, xen2003 } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { antagonists } from "./antagonists.ts";
import { workloadCatalogue } from "./catalogue.ts";
import { kernelOperations } from "./kernel-operations.ts";

const names = [...workloadCatalogue, ...kernelOperations, ...antagonists].map(({ name }) => name);

describe("the catalogue of programs", () => {
  it("has a name for each that can be typed, and none twice", () => {
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it.each(workloadCatalogue.map((workload) => [workload.name, workload] as const))(
    "has a program for %s, with evidence",
    (_, each) => {
      expect(compileProgram(each.program()).length).toBeGreaterThan(0);
      expect(each.evidence.length).toBeGreaterThan(20);
      expect(each.about.length).toBeGreaterThan(10);
    },
  );
});

/** User time of a program's tenant, in nanoseconds, by platform. */
const userTime = defineExperiment({
  name: "user-time",
  about: "What a program computes",
  factors: { platform: [plainLinux(), xen2003(), esx2()], program: ["database", "integer"] },
  world({ simulation, host }, { platform, program }) {
    const name = program === "database" ? program : "specint-perlbmk";
    const workload = workloadCatalogue.find((each) => each.name === name);
    const tenant = (platform as Platform).boot(simulation, host("host", dualXeon2003, { processors: 1 })).tenant("one");
    const running = tenant.run(workload?.program() as never);
    return { tenant, running };
  },
  until: ({ running }) => running.ended() !== undefined,
  most: seconds(60),
  measures: { user: { unit: "ns", of: ({ tenant }) => tenant.time().user ?? 0 } },
});

it.each(["database", "integer"])("computes the same on every platform: %s", (program) => {
  const times = [plainLinux(), xen2003(), esx2()].map(
    (platform) => runOne(userTime, { platform, program }, 1).values.user as number,
  );
  expect(times[0]).toBeGreaterThan(5e8);
  for (const time of times) expect(time).toBeCloseTo(times[0] as number, -3);
});
