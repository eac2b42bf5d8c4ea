import { account, dualXeon2003, type HostModel, pentium4Model672, pricer, type Segment, type Sourced } from "@crosstalk/hardware";
import { binaryTranslation, countOperations, hardwareAssisted, rewriter } from "@crosstalk/hypervisor";
import { assisted2006Costs, assisted2006Work, softwareVmm2006Costs, softwareVmm2006Work } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { type Cell, nanobenchmarks } from "./adams-2006.ts";

/** As many that a nanosecond's rounding does not show. */
const TIMES = 1_000_000;

const underSoftware = rewriter(binaryTranslation(softwareVmm2006Costs), "vmm");
const underHardware = rewriter(hardwareAssisted(assisted2006Costs), "vmm");
const rewriters = { native: (segment: Segment) => segment, software: underSoftware, hardware: underHardware };
type Platform = keyof typeof rewriters;
const platforms = Object.keys(rewriters) as Platform[];

function burst(operation: string): Segment {
  return { parts: [{ account: account("kernel", "guest"), operations: { [operation]: TIMES } }], from: 0 };
}

function cycles(host: HostModel, clock: number, platform: Platform, operation: string): number {
  return (pricer(host.prices)(rewriters[platform](burst(operation)).parts).total / TIMES) * clock;
}

const cells = nanobenchmarks.flatMap((nanobenchmark) =>
  platforms.map((platform) => ({ ...nanobenchmark, platform, cell: nanobenchmark[platform] as Cell })),
);

describe("nanobenchmarks of Adams & Agesen on the Pentium 4 672", () => {
  test.each(cells)("$row, $platform: $cell.published cycles published, $cell.role", ({ operation, platform, cell }) => {
    const simulated = cycles(pentium4Model672, 3.8, platform, operation);
    expect(simulated / cell.simulated).toBeCloseTo(1, 3);
    if (cell.role !== "predicted") expect(simulated / cell.published).toBeCloseTo(1, 3);
  });

  test("predicted rows are within 16 % of what was published, but the software VMM's write of CR8, of some instructions", () => {
    const others = cells.filter(({ row, platform }) => !(row === "cr8wr" && platform === "software"));
    expect(others).toHaveLength(cells.length - 1);
    const errors = others.map(({ cell }) => Math.abs(cell.simulated / cell.published - 1));
    expect(Math.max(...errors)).toBeLessThan(0.16);
  });

  test("each VMM has a fitted constant for each fitted row, and no other", () => {
    for (const [platform, work] of [
      ["software", softwareVmm2006Work],
      ["hardware", assisted2006Work],
    ] as const) {
      const constants = Object.values<Sourced>(work).filter(({ fitted }) => fitted === true);
      expect(constants).toHaveLength(nanobenchmarks.filter((row) => row[platform].role === "fitted").length);
    }
  });

  test("exits are counted as the paper explains: five of the rows leave the guest, and no more than once", () => {
    const exiting = nanobenchmarks.filter(
      ({ operation }) => countOperations(underHardware(burst(operation))).virtualMachineExit === TIMES,
    );
    expect(exiting.map(({ row }) => row)).toEqual(["in", "pgfault", "ptemod unchanged", "ptemod P->NP", "ptemod NP->P"]);
    for (const { operation } of nanobenchmarks) {
      expect(countOperations(underSoftware(burst(operation))).virtualMachineExit).toBeUndefined();
    }
  });

  test("on the dual Xeon of the same family they take as many cycles, but where its own prices differ", () => {
    for (const { operation, row } of nanobenchmarks) {
      if (row === "syscall" || row === "in") continue;
      for (const platform of platforms) {
        const there = cycles(dualXeon2003, 2.4, platform, operation);
        expect(there / cycles(pentium4Model672, 3.8, platform, operation), `${row}, ${platform}`).toBeCloseTo(1, 3);
      }
    }
  });
});
