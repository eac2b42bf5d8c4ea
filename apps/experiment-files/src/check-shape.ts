import { type Selection, slugOf } from "@crosstalk/experiment";
import { writtenLevels } from "./compile-levels.ts";
import type { Path } from "./document/place.ts";
import type { Problem } from "./document/problem.ts";
import { shapeProblems } from "./document/shape-problems.ts";
import { type PutLevels, putLevels } from "./put-levels.ts";
import { experimentSchema } from "./schema/experiment-file.ts";
import { factor as factorSchema } from "./schema/factors.ts";
import { worldFields } from "./schema/world.ts";

/** What is wrong with a file's shape, and the levels of those factors that can be read. */
export interface CheckedShape {
  readonly selection: Selection;
  /** The values of those levels. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  readonly problems: readonly Problem[];
}

/** One level of each factor in place: at first the first ones, then each other one beside these. */
interface Choice {
  readonly levels: Readonly<Record<string, unknown>>;
  /** The factor whose level is another than the first, and where that is written. */
  readonly other?: { readonly factor: string; readonly at: Path };
}

/** A level, and where it is written. */
interface PlacedLevel {
  readonly name: string;
  readonly value: unknown;
  readonly at: Path;
}

/** A factor with its levels, if they can be read. */
interface WrittenFactor {
  readonly factor: string;
  readonly levels: readonly PlacedLevel[] | undefined;
}

/** Whether a file has the right shape, whichever levels are in place. */
export function checkShape(raw: Readonly<Record<string, unknown>>): CheckedShape {
  const factors = Object.entries(typeof raw.factors === "object" && raw.factors !== null ? raw.factors : {});
  const written = factors.map(([factor, file]) => ({ factor, levels: levelsIn(factor, file) }));
  const readable = written.flatMap(({ factor, levels }) => (levels === undefined ? [] : [[factor, levels] as const]));
  const problems = choicesOf(written).flatMap(({ levels, other }) => {
    const world = Object.fromEntries(
      worldFields.filter((field) => Object.hasOwn(raw, field)).map((field) => [field, raw[field]]),
    );
    const put = putLevels(world, levels);
    const whole = { ...raw, ...(put.value as object) };
    const parsed = experimentSchema.safeParse(whole, { reportInput: true });
    const shapes = parsed.success ? [] : shapeProblems(parsed.error.issues, whole);
    // What is at a reference that leads nowhere, or to a factor that can't be read, can't be judged.
    const unread = put.sites.filter(({ factor }) => levels[factor] === undefined).map(({ path }) => path);
    const skipped = [...put.problems.map(({ path }) => path), ...unread];
    const wrong = shapes.filter(({ path, strange }) => strange || !skipped.some((site) => startsWith(path, site)));
    return [...put.problems, ...wrong.flatMap((problem) => placed(problem, put, other))];
  });
  const unused = unusedFactors(raw, written);
  const twins = written.flatMap(({ factor, levels = [] }) => twinProblems(factor, levels));
  const selection = readable.map(([factor, levels]) => [factor, levels.map(({ name }) => ({ name }))]);
  const values = Object.fromEntries(readable.map(([factor, levels]) => [factor, levels.map(({ value }) => value)]));
  return { selection: Object.fromEntries(selection), values, problems: [...problems, ...unused, ...twins] };
}

/** Levels that can't be told from ones before them. */
function twinProblems(factor: string, levels: readonly PlacedLevel[]): Problem[] {
  const firsts = new Map<string, string>();
  return levels.flatMap(({ name, at }) => {
    const slug = slugOf(name);
    const twin = firsts.get(slug);
    if (twin === undefined) firsts.set(slug, name);
    if (twin === undefined) return [];
    const like = `${JSON.stringify(name)}${twin === name ? " once more" : `, which is like ${JSON.stringify(twin)}`}`;
    const message = `has the level ${like}; allowed are names that differ in more than capitals and punctuation`;
    return [{ path: ["factors", factor], message, at }];
  });
}

/**
 * Factors whose levels stand nowhere, so that their runs would be the same, and fields of levels of which only other fields
 * do; those misplaced are told where they stand.
 */
function unusedFactors({ factors: _, ...rest }: Readonly<Record<string, unknown>>, written: readonly WrittenFactor[]): Problem[] {
  const { sites, problems } = putLevels(rest, Object.fromEntries(written.map(({ factor }) => [factor, undefined])));
  // A name that no factor has may be meant for any of them.
  if (problems.length > 0) return [];
  const used = new Set(sites.map(({ factor }) => factor));
  return written.flatMap(({ factor, levels = [] }) => {
    const message = `is used nowhere; allowed is a factor that host, platform or tenants name as $${factor}`;
    if (!used.has(factor)) return [{ path: ["factors", factor], message }];
    const fields = sites.flatMap((site) => (site.factor === factor ? [site.field] : []));
    return fields.includes(undefined) ? [] : levels.flatMap((level) => unusedFields(level, factor, [...new Set(fields)]));
  });
}

/** Fields of a level that are named nowhere, where others are. */
function unusedFields({ value, at }: PlacedLevel, factor: string, named: readonly (string | undefined)[]): Problem[] {
  if (typeof value !== "object" || value === null) return [];
  const allowed = named.map((field) => `$${factor}.${field}`).join(", ");
  return Object.keys(value).flatMap((field) => {
    const message = `is used nowhere; allowed are fields that the file names, which are ${allowed}`;
    return named.includes(field) ? [] : [{ path: [...at, field], message }];
  });
}

/** A problem at a place where a level was put is told of the level. One that isn't of the level in turn is told once. */
function placed(problem: Problem, { sites }: PutLevels, other: Choice["other"]): Problem[] {
  const site = sites.find(({ path }) => startsWith(problem.path, path));
  if (other !== undefined && site?.factor !== other.factor) return [];
  if (site === undefined) return [problem];
  const at = [...(other?.at ?? ["factors", site.factor, 0]), ...problem.path.slice(site.path.length)];
  return [{ ...problem, message: `${problem.message}, as a level of ${site.factor}`, at }];
}

function choicesOf(written: readonly WrittenFactor[]): readonly Choice[] {
  const first = Object.fromEntries(written.map(({ factor, levels }) => [factor, levels?.[0]?.value]));
  const others = written.flatMap(({ factor, levels = [] }) =>
    levels.slice(1).map(({ value, at }): Choice => ({ levels: { ...first, [factor]: value }, other: { factor, at } })),
  );
  return [{ levels: first }, ...others];
}

function levelsIn(factor: string, raw: unknown): readonly PlacedLevel[] | undefined {
  const { data } = factorSchema.safeParse(raw);
  return data && writtenLevels(data).map(({ name, value, steps }) => ({ name, value, at: ["factors", factor, ...steps] }));
}

const startsWith = (path: Path, start: Path): boolean => start.every((step, index) => String(path[index]) === String(step));
