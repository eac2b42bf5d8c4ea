import type { Path } from "./document/place.ts";
import type { Problem } from "./document/problem.ts";
import { allowed, valueAt } from "./document/shape-problems.ts";

const reference = /^\$([A-Za-z][\w-]*)((?:\.[\w-]+)*)$/;

/** A value in which levels stand in the place of their factors' names. */
export interface PutLevels {
  readonly value: unknown;
  /** Where a level was put, and of which factor; `field`: which of its fields, absent: the whole. */
  readonly sites: readonly { readonly path: Path; readonly factor: string; readonly field?: string }[];
  readonly problems: readonly Problem[];
}

/**
 * Puts levels where a value has `$factor`, or `$factor.field` for a part of a level that has fields.
 *
 * @param levels the value of each factor's level; undefined where it can't be read, and then so is what refers to it.
 */
export function putLevels(value: unknown, levels: Readonly<Record<string, unknown>>, base: Path = []): PutLevels {
  const sites: { path: Path; factor: string; field?: string }[] = [];
  const problems: Problem[] = [];
  const put = (part: unknown, path: Path): unknown => {
    if (Array.isArray(part)) return part.map((each, index) => put(each, [...path, index]));
    if (typeof part === "object" && part !== null)
      return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, put(each, [...path, key])]));
    const [, factor, fields = ""] = typeof part === "string" ? (reference.exec(part) ?? []) : [];
    if (factor === undefined) return part;
    const names = Object.keys(levels);
    if (!names.includes(factor)) {
      const dollar = names.map((name) => `$${name}`);
      problems.push(allowed(path, part, `a value, or one of ${dollar.join(", ") || "no factor, as there is none"}`, dollar));
      return part;
    }
    const [, field] = fields.split(".");
    sites.push({ path, factor, ...(field === undefined ? {} : { field }) });
    if (levels[factor] === undefined) return undefined;
    const found = valueAt(levels[factor], fields.split(".").slice(1));
    if (found === undefined) problems.push(allowed(path, part, `a field that each level of ${factor} has`));
    return found;
  };
  return { value: put(value, base), sites, problems };
}
