import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { pathText } from "./document/place.ts";
import { readDocument } from "./document/read-document.ts";
import { parseExperimentFile } from "./parse-experiment-file.ts";
import { mutations } from "./testing/mutations.ts";

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "crosstalk-malformed-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
// Traces are found beside the folder of the experiments, as in the repository.
const folder = join(root, "docs");
mkdirSync(folder);
cpSync(fileURLToPath(new URL("../../../samples/", import.meta.url)), join(root, "samples"), { recursive: true });

const good = ["weights.yaml", "hogs.yaml", "web-server.yaml", "day-of-a-machine.yaml"].map((file) => ({
  file,
  value: readDocument(join(docs, file)).value,
}));
const written = (name: string, text: string) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const problemsOf = (path: string) => {
  const parsed = parseExperimentFile(path);
  return "problems" in parsed ? parsed.problems : [];
};

it.each(good)("what mutations are made of is sound: $file, as YAML and as JSON", ({ value }) => {
  expect(problemsOf(written("good.yaml", stringify(value)))).toEqual([]);
  expect(problemsOf(written("good.json", JSON.stringify(value, null, 2)))).toEqual([]);
});

it("200 files, each made wrong in one place, are refused with a message that names the place", () => {
  fc.assert(
    fc.property(mutations(good), fc.boolean(), ({ value, path }, json) => {
      const file = json
        ? written("bad.json", JSON.stringify(value, null, 2))
        : written("bad.yaml", stringify(value, { aliasDuplicateObjects: false }));
      const lineOf = (length: number) => readDocument(file).places.of(path.slice(0, length)).line;
      // By its line, by that of what it is in (what is missing has none of its own), or by its name.
      const lines = [path.length, path.length - 1].map((length) => `${file}:${lineOf(length)}: `);
      const problems = problemsOf(file);
      const field = typeof path.at(-1) === "string" ? [pathText(path.slice(-1))] : [];
      const named = problems.filter((line) => [...lines, ...field].some((place) => line.includes(place)));
      expect(problems).not.toEqual([]);
      expect(named, problems.join("\n")).not.toEqual([]);
      expect(problems.every((line) => /:\d+: [^\n]+$/.test(line) && line.length < 1_000)).toBe(true);
    }),
    { numRuns: 200, seed: 5, endOnFailure: true },
  );
}, 60_000);

it("100 files whose text is spoilt are refused with the line at which they can't be read", () => {
  const text = readFileSync(join(docs, "weights.yaml"), "utf8");
  const lines = text.trimEnd().split("\n");
  const spoilt = fc.constantFrom(
    "\t] {",
    "about: again\nabout: again",
    "- x",
    "*nobody",
    "  }",
    "'open",
    "? [a, b\n: c",
    "key: !unknown x",
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: lines.length }), spoilt, (at, inserted) => {
      const problems = problemsOf(written("spoilt.yaml", [...lines.slice(0, at), inserted, ...lines.slice(at)].join("\n")));
      expect(problems).not.toEqual([]);
      expect(problems.every((line) => /spoilt\.yaml:\d+: [^\n]+$/.test(line))).toBe(true);
    }),
    { numRuns: 100, seed: 5, endOnFailure: true },
  );
}, 60_000);
