import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parseExperimentFile } from "./parse-experiment-file.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-beside-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const example = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), "utf8");
const weights = example("weights.yaml");

/** What is said of a text with others in the place of some, without the file's name and lines. */
function told(text: string, ...changes: readonly (readonly [before: string, after: string])[]): readonly string[] {
  let changed = text;
  for (const [before, after] of changes) {
    expect(changed).toContain(before);
    changed = changed.replace(before, after);
  }
  const file = join(folder, "changed.yaml");
  writeFileSync(file, changed);
  const parsed = parseExperimentFile(file);
  return "problems" in parsed ? parsed.problems.map((line) => line.replace(/^.*?:\d+: /, "")) : [];
}

const processors = ["processors: 1", "processors: 99"] as const;
const tooMany = expect.stringMatching(/^host can't be composed for .*: processors is 99; allowed is 1 to 2, /);

it.each([
  ["replications", "replications: 10", "replications: 0"],
  ["name", "name: weights", "name: No Name"],
  ["about", /^about: .*$/m.exec(weights)?.[0] ?? "", "about: ''"],
  ["until", "until: { ended: victim }", "until: { ended: victims }"],
  ["until", "until: { ended: victim }\n", ""],
  ["most", "replications: 10", "most: 30"],
  ["warmUp", "replications: 10", "warmUp: auto"],
  ["whatIf", "replications: 10", "whatIf: [weight]"],
  ["measures", "share: { measure: share, of: victim }", "share: { measure: shares, of: victim }"],
  ["derived", "ratio: completion", "ratio: completions"],
  ["summary", "summary: [completion", "summary: [complete"],
  ["figure", "figure: { x: weight", "figure: { x: weights"],
  ["factors", "[256, 512, 1024]", "[256, 512, 1024]\n  hogs: [1, 2]"],
  ["paired", "replications: 10", "paired: [[platform, weight]]"],
  ["constraints", "replications: 10", "constraints: ['weights>256']"],
  ["seeds", "replications: 10", "seeds: 10"],
  ["can't be used", "measures:\n", "measures:\n  1st: { measure: share, of: victim }\n"],
] as const)("a mistake of %s is told together with more processors than the host has: %s as %s", (field, before, after) => {
  const alone = told(weights, [before, after]);
  expect(alone).not.toEqual([]);
  expect(alone.some((problem) => problem.includes(field))).toBe(true);
  const both = told(weights, processors, [before, after]);
  expect(both).toEqual(expect.arrayContaining([tooMany, ...alone]));
  expect(both).toHaveLength(alone.length + 1);
});

it("what of the world itself is wrong is told alone, as worlds can't be composed then", () => {
  const weightless = ["    weight: 256\n", "    weight: 0\n"] as const;
  expect(told(weights, processors, ["replications: 10", "replications: 0"], weightless)).toEqual([
    expect.stringMatching(/^tenants\.hog\.weight is 0/),
    expect.stringMatching(/^replications is 0/),
  ]);
});

it("where it isn't known which levels are meant together, what is true of some worlds only is not told", () => {
  const capped = ["    weight: 256\n", "    weight: 256\n    cap: $cap\n"] as const;
  const caps = ["[256, 512, 1024]", "[256, 512, 1024]\n  cap: [0.5, 5]"] as const;
  const onXen = ["[linux-eevdf, xen-4.2]", "[xen-4.2]"] as const;
  const constrained = (text: string) => told(weights, caps, capped, onXen, ["replications: 10", `constraints: ['${text}']`]);
  expect(constrained("cap<1")).toEqual([]);
  expect(constrained("caps<1")).toEqual([expect.stringMatching(/^constraints\[0\] is /)]);
});

it("what-ifs that can't be forked are told together with other mistakes", () => {
  const server = example("web-server.yaml");
  const forked = ["whatIf: [neighbour]", "whatIf: [platform]"] as const;
  const alone = told(server, forked);
  expect(alone).toEqual([expect.stringMatching(/^whatIf can't be forked: /)]);
  const both = told(server, forked, ["figure: { x:", "figure: { z: 1, x:"]);
  expect(both).toHaveLength(2);
  expect(both).toEqual(expect.arrayContaining([...alone]));
});
