import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ImportError } from "./import-error.ts";
import { importLines } from "./importer.ts";
import { importerList, importers } from "./importers.ts";
import { problemsOf, sampleText, skipping } from "./testing/sample.ts";

const samples: Readonly<Record<string, readonly string[]>> = {
  "azure-vms": ["azure-vms-2017.csv", "azure-vms-2019.csv"],
  "azure-cpu": ["azure-cpu.csv"],
  bitbrains: ["bitbrains.csv"],
  planetlab: ["planetlab.txt"],
  swf: ["jobs.swf"],
  "perf-sched": ["perf-sched-timehist.txt", "perf-sched-script.txt"],
  "perf-kvm-stat": ["perf-kvm-stat.txt"],
  "strace-summary": ["strace-summary.txt"],
  blkparse: ["blkparse.txt"],
};
const all = importerList.flatMap((importer) => (samples[importer.name] ?? []).map((file) => ({ importer, file })));

it("are found by their names, and each has a sample", () => {
  expect(Object.entries(importers).map(([key, { name }]) => key === name)).not.toContain(false);
  expect(Object.keys(samples)).toEqual(Object.keys(importers));
});

describe.each(all)("$importer.name takes $file in", ({ importer, file }) => {
  const text = sampleText(file);
  const lines = text.split("\n");

  it("as values that are JSON, and as a summary", () => {
    const { value, skipped } = importLines(importer, text, file);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
    expect(skipped).toEqual([]);
    const summary = importer.summarize(value).flat().join(" ");
    expect(summary).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("the same with the ends of lines of Windows, and without an end of the last line", () => {
    const { value } = importLines(importer, text, file);
    expect(importLines(importer, text.replaceAll("\n", "\r\n"), file).value).toEqual(value);
    expect(importLines(importer, text.trimEnd(), file).value).toEqual(value);
  });

  // A line of a summary of strace is the command's own if it stands before the titles; of blkparse, after the events.
  const begin = lines.findIndex((line) => line.startsWith("% time")) + 1;
  const over = lines.findIndex((line) => /^CPU0|total$/.test(line));
  const end = over < 0 ? lines.length - 1 : over;

  it("but not with broken lines, which are all told with their numbers, and left out on request", () => {
    const value = importLines(importer, text, file).value;
    const places = fc.uniqueArray(fc.integer({ min: begin, max: end }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(places, (inserted) => {
        const broken = [...lines];
        const ordered = inserted.toSorted((a, b) => a - b);
        for (const [earlier, place] of ordered.entries()) broken.splice(place + earlier, 0, "!! broken, line !!");
        const numbers = ordered.map((place, earlier) => place + earlier + 1);
        const told = new Set(problemsOf(importer, broken.join("\n")).map((problem) => Number(/^f:(\d+): /.exec(problem)?.[1])));
        expect([...told]).toEqual(numbers);
        const left = skipping(importer, broken.join("\n"));
        expect(left.value).toEqual(value);
        expect(new Set(left.skipped.map(({ line }) => line))).toEqual(new Set(numbers));
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it("and with any line changed anyhow, it is either imported or refused with an ImportError", () => {
    const change = fc.record({ line: fc.nat(lines.length - 1), at: fc.nat(200), text: fc.string({ maxLength: 6 }) });
    fc.assert(
      fc.property(change, (changed) => {
        const mutant = lines.map((line, index) =>
          index === changed.line ? line.slice(0, changed.at) + changed.text + line.slice(changed.at + 1) : line,
        );
        try {
          expect(JSON.stringify(importLines(importer, mutant.join("\n"), "f").value)).not.toMatch(/NaN/);
        } catch (error) {
          expect(error).toBeInstanceOf(ImportError);
          expect((error as ImportError).message).not.toMatch(/NaN|undefined/);
        }
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

it.each(importerList)("$name refuses an empty file", (importer) => {
  expect(problemsOf(importer, "")).toEqual([expect.stringMatching(/^f: number of .* is 0; allowed is at least 1$/)]);
  expect(problemsOf(importer, "\n\n")).toHaveLength(1);
  expect(() => skipping(importer, "\n")).toThrow(ImportError);
});
