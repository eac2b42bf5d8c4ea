import { readFileSync } from "node:fs";
import { ms } from "@crosstalk/engine";
import {
  azureUtilization,
  bitbrainsUtilization,
  importers,
  importLines,
  jobArrivals,
  jobProgram,
  systemCallProfile,
  systemCallProgram,
  utilizationProgram,
} from "@crosstalk/experiment";
import { compute, forever, parallel, repeat, sequence, sleep, systemCall, touch } from "@crosstalk/guest-os";
import { currentServer } from "@crosstalk/hardware";
import { recordedProgram } from "@crosstalk/workloads";
import { describe, expect, it } from "vitest";
import { program, programNames } from "../schema/program.ts";
import { compileProgram } from "./compile-program.ts";

const compiled = (file: unknown) => compileProgram(program.parse(file));

it.each([
  [{ compute: "3 ms" }, compute(3_000_000)],
  [{ compute: { uniform: { low: "1 us", high: "2 us" } } }, compute({ distribution: "uniform", low: 1_000, high: 2_000 })],
  [{ sleep: { exponential: { mean: "1 s" } } }, sleep({ distribution: "exponential", mean: 1e9 })],
  [{ touch: "1 MiB" }, touch(256)],
  [{ call: { class: "file-stat" } }, systemCall("file-stat")],
  [[{ compute: "1 ns" }, { forever: { sleep: "1 s" } }], sequence(compute(1), forever(sleep(1e9)))],
  [{ repeat: { times: 3, program: { touch: "4 KiB" } } }, repeat(3, touch(1))],
  [{ parallel: [{ compute: "1 ns" }] }, parallel(compute(1))],
])("an operation of a file is that of a program in TypeScript: %j", (file, expected) => {
  expect(compiled(file)).toEqual(expected);
});

it("every name is that of a program", () => {
  expect(programNames.map((name) => compiled(name).do)).not.toContain(undefined);
});

it("a recording is the program that the catalogue makes of it; what is none is refused", () => {
  const json = JSON.parse(readFileSync(new URL("../../../../profiles/compress.json", import.meta.url), "utf8"));
  expect(compiled({ recording: json })).toEqual(recordedProgram("compress"));
  expect(program.safeParse({ recording: { ...json, version: 7 } }).success).toBe(false);
});

describe("a trace", () => {
  const sample = (name: string) => readFileSync(new URL(`../../../../samples/${name}`, import.meta.url), "utf8");
  const traced = (trace: object, text: string) =>
    compileProgram(program.parse({ trace: { file: "f", ...trace } }), { texts: { f: text } });

  it("is the program that its importer and its maker give in TypeScript", () => {
    const day = importLines(importers.planetlab, sample("planetlab.txt"), "f").value;
    expect(traced({ format: "planetlab", timeScale: 0.01, period: "50 ms", threads: 2 }, sample("planetlab.txt"))).toEqual(
      utilizationProgram(day, { timeScale: 0.01, period: ms(50), threads: 2 }),
    );
    const samples = importLines(importers.bitbrains, sample("bitbrains.csv"), "f").value;
    expect(traced({ format: "bitbrains", on: "current-server" }, sample("bitbrains.csv"))).toEqual(
      utilizationProgram(bitbrainsUtilization(samples), { on: currentServer }),
    );
    const { jobs } = importLines(importers.swf, sample("jobs.swf"), "f").value;
    expect(traced({ format: "swf", timeScale: 0.01 }, sample("jobs.swf"))).toEqual(
      jobProgram(jobArrivals(jobs, { timeScale: 0.01 })),
    );
    const counts = importLines(importers["strace-summary"], sample("strace-summary.txt"), "f").value;
    expect(traced({ format: "strace-summary", user: "12 ms", faults: 600 }, sample("strace-summary.txt"))).toEqual(
      systemCallProgram(systemCallProfile(counts), { user: ms(12), faults: 600 }),
    );
    const readings = importLines(importers["azure-cpu"], sample("azure-cpu.csv"), "f").value;
    const machine = readings[0]?.vm ?? "";
    expect(traced({ format: "azure-cpu", machine }, sample("azure-cpu.csv"))).toEqual(
      utilizationProgram(azureUtilization(readings, machine)),
    );
  });

  it("with broken lines is refused in one line, unless these are to be skipped", () => {
    const text = `${sample("planetlab.txt")}ten\n`;
    expect(() => traced({ format: "planetlab" }, text)).toThrow(/^f:289: utilization \[%\] is ten; allowed is a number/);
    expect(traced({ format: "planetlab", skipBroken: true }, text)).toEqual(
      traced({ format: "planetlab" }, sample("planetlab.txt")),
    );
    expect(() => traced({ format: "swf" }, sample("planetlab.txt"))).toThrow(/^[^\n]+; and \d+ more$/);
  });
});
