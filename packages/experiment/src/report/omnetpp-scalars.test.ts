import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StoredRuns } from "../comparison/stored-runs.ts";
import { fakeResults } from "../testing/fake-results.ts";
import { omnetppScalars } from "./omnetpp-scalars.ts";

interface ReadRun {
  readonly id: string;
  readonly attributes: Record<string, string>;
  readonly variables: Record<string, string>;
  readonly scalars: { module: string; name: string; value: number; attributes: Record<string, string> }[];
}

/** Tokens of a line, as OMNeT++'s manual defines them: apart by whitespace, or in quotes, with escapes. */
function tokensOf(line: string): string[] {
  const escapes: Record<string, string> = { n: "\n", r: "\r", t: "\t" };
  return [...line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(([, inQuotes, bare]) =>
    (inQuotes ?? bare ?? "").replace(/\\(.)/g, (_, character: string) => escapes[character] ?? character),
  );
}

/** A reader of scalar files that knows nothing of how ours are written. */
function readScalars(text: string): ReadRun[] {
  const runs: ReadRun[] = [];
  const [version, ...lines] = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  expect(version).toBe("version 2");
  for (const line of lines) {
    const [kind, ...rest] = tokensOf(line);
    const run = runs.at(-1);
    const [first = "", second = "", third = ""] = rest;
    if (kind === "run") runs.push({ id: first, attributes: {}, variables: {}, scalars: [] });
    else if (kind === "itervar" && run) run.variables[first] = second;
    else if (kind === "attr" && run) (run.scalars.at(-1)?.attributes ?? run.attributes)[first] = second;
    else if (kind === "scalar" && run) run.scalars.push({ module: first, name: second, value: Number(third), attributes: {} });
    else throw new Error(`no reader of scalar files knows the line ${line}`);
  }
  return runs;
}

describe("omnetppScalars", () => {
  it("reads back: runs with their factors as iteration variables, scalars with units", () => {
    const stored = fakeResults({ "Corner Shop": [0.1 + 0.2, 1e-9], market: [12] });
    const [first, second, third] = readScalars(omnetppScalars(stored));
    expect(first).toMatchObject({
      attributes: { experiment: "queueing", measurement: "$shop=Corner Shop", replication: "#0", seedset: "1" },
      variables: { shop: "Corner Shop" },
      scalars: [{ module: "queueing", name: "total", value: 0.1 + 0.2, attributes: { unit: "s" } }],
    });
    expect([second?.attributes.repetition, second?.scalars[0]?.value, third?.variables.shop]).toEqual(["1", 1e-9, "market"]);
  });

  it("leaves out what gave no number, and the unit of a plain ratio", () => {
    const [run] = fakeResults({ corner: [1] }).runs;
    const units = { total: "s", each: "s", slowdown: "1" };
    const text = omnetppScalars(
      fakeResults({}, { units, runs: [{ ...(run ?? expect.fail()), values: { slowdown: 2, total: 3 } }] }),
    );
    expect(readScalars(text)[0]?.scalars).toEqual([
      { module: "queueing", name: "total", value: 3, attributes: { unit: "s" } },
      { module: "queueing", name: "slowdown", value: 2, attributes: {} },
    ]);
  });

  it("keeps any level and any value, to the last bit", () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: "grapheme" }), value, { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
        (times) => {
          const stored: StoredRuns = fakeResults(Object.fromEntries(Object.entries(times).map(([shop, time]) => [shop, [time]])));
          const read = readScalars(omnetppScalars(stored));
          expect(read.map(({ variables }) => variables.shop)).toEqual(stored.runs.map(({ levels }) => levels.shop));
          expect(read.map(({ scalars }) => scalars[0]?.value)).toEqual(stored.runs.map(({ values }) => values.total));
          expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
