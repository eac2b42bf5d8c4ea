import { beforeAll, describe, expect, it } from "vitest";
import { importTable, scope } from "./import-table.ts";
import { type Ban, bans } from "./lint-bans.ts";
import { type LintReport, lintPlanted } from "./planted-code.ts";

/** One file to plant, and what lint must say about it. */
interface Planting {
  readonly path: string;
  readonly text: string;
}

type Kind = "refused" | "allowed" | "exempt";

/** The files that show a ban, or its limits, in one place. */
function plant(ban: Ban, kind: Kind, place: string): Planting[] {
  const pieces = kind === "allowed" ? ban.allowed : ban.refused;
  return pieces.map((text, index) => {
    const name = `${kind}-${bans.indexOf(ban)}-${index}`;
    return { path: place.includes("*") ? place.replace("*", name) : `${place}/${name}.ts`, text: `${text}\n` };
  });
}

/** The files in which one package imports another in every way. */
function plantImports(from: string, to: string): Planting[] {
  const source = `${scope}${to}`;
  const ways = [
    `import { x } from "${source}"; x;`,
    `import type { X } from "${source}"; export type Y = X;`,
    `export { x } from "${source}";`,
    `export const f = () => import("${source}");`,
  ];
  // A dynamic import is a promise, which models may not have either.
  return ways
    .filter((way) => !way.includes("import(") || !importTable[from]?.includes(to))
    .map((way, index) => ({ path: `packages/${from}/src/to-${to}-${index}.ts`, text: `${way}\n` }));
}

const workspaces = [...Object.keys(importTable), "cli", "cpu-crosstalk"];
const files = (plantings: readonly Planting[]) => new Map(plantings.map(({ path, text }) => [path, text]));

const refused = files([
  ...bans.flatMap((ban) => ban.where.flatMap((place) => plant(ban, "refused", place))),
  ...pairs((may, to) => !may.includes(to)),
]);
const allowed = files([
  ...bans.flatMap((ban) => ban.where.flatMap((place) => plant(ban, "allowed", place))),
  ...bans.flatMap((ban) => ban.exempt.flatMap((place) => plant(ban, "exempt", place))),
  ...pairs((may, to) => may.includes(to)),
]);

function pairs(wanted: (may: readonly string[], to: string) => boolean): Planting[] {
  return Object.entries(importTable).flatMap(([from, may]) =>
    workspaces.filter((to) => to !== from && wanted(may, to)).flatMap((to) => plantImports(from, to)),
  );
}

describe("lint", () => {
  let bad: LintReport;
  let good: LintReport;

  beforeAll(() => {
    bad = lintPlanted(refused);
    good = lintPlanted(allowed);
  });

  it("fails on a folder with violations", () => {
    expect(bad.exitCode).toBe(1);
    expect([...refused.keys()].filter((path) => !bad.errors.has(path))).toEqual([]);
  });

  it("passes on code that does the same well, and on code that a ban exempts", () => {
    expect(Object.fromEntries(good.errors)).toEqual({});
    expect(good.exitCode).toBe(0);
  });

  describe.each(bans)("forbids $name", (ban) => {
    it.each(ban.where)("in %s, and says what to do instead", (place) => {
      for (const { path, text } of plant(ban, "refused", place)) expect(bad.errors.get(path), text).toContain(ban.message);
    });
  });

  describe.each(Object.entries(importTable))("lets packages/%s import only what stands below it", (from, may) => {
    it.each(workspaces.filter((to) => to !== from && !may.includes(to)))("and refuses %s", (to) => {
      for (const { path, text } of plantImports(from, to)) {
        expect(bad.errors.get(path), text).toContain(`packages/${from} may import`);
      }
    });
  });
});
