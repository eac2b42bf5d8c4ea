import { readFileSync } from "node:fs";
import { compute, forever, parallel, repeat, sequence, sleep, systemCall, touch } from "@crosstalk/guest-os";
import { recordedProgram } from "@crosstalk/workloads";
import { expect, it } from "vitest";
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
