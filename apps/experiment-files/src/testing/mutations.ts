import fc from "fast-check";
import type { Path } from "../document/place.ts";

/** A JSON value that is an object or a list. */
type Parent = Record<PropertyKey, unknown>;

/** A file that is wrong in one place. */
export interface Mutation {
  /** What was done to it. */
  readonly how: string;
  /** Where. */
  readonly path: Path;
  readonly value: unknown;
}

/** Texts that may be anything, and what refers to nothing. */
const free = ["about", "name", "level"];
/** Objects whose names are the user's own: one under another name is none that is wrong. */
const owned = ["factors", "tenants", "programs", "measures", "derived", "against"];

/** All parts of a value, by path. */
function partsOf(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const inner = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const steps = inner.map(([key, each]) => partsOf(each, [...path, Array.isArray(value) ? Number(key) : key]));
  return [{ path, value }, ...steps.flat()];
}

/** A copy in which something was done to the parent of a part. */
function changed(value: unknown, path: Path, change: (parent: Parent, key: PropertyKey) => void): unknown {
  const copy = structuredClone(value);
  const parent = path.slice(0, -1).reduce<unknown>((part, step) => (part as Parent)[step], copy);
  change(parent as Parent, path.at(-1) as PropertyKey);
  return copy;
}

const put = (value: unknown, path: Path, how: string, part: unknown): Mutation => ({
  how,
  path,
  value: changed(value, path, (parent, key) => {
    parent[key] = part;
  }),
});

/** Every way in which this makes a file wrong, each of which is surely wrong. */
function mutationsOf(whole: unknown): Mutation[] {
  const parts = partsOf(whole).filter(({ path }) => path.length > 0);
  return parts.flatMap(({ path, value }): Mutation[] => {
    const last = String(path.at(-1));
    const parent = String(path.at(-2));
    const isObject = typeof value === "object" && !Array.isArray(value);
    return [
      put(whole, path, "nothing in its place", null),
      put(whole, path, "an object of a strange field in its place", { zzz: 1 }),
      ...(isObject ? [put(whole, [...path, "zzz"], "a strange field", null)] : []),
      ...(typeof value === "number" ? [put(whole, path, "a negative number", -value - 1)] : []),
      ...(typeof value === "string" && !free.includes(last) ? [put(whole, path, "another text", `${value}?`)] : []),
      ...(typeof path.at(-1) === "string" && !owned.includes(parent)
        ? [
            {
              how: "a field under another name",
              path: [...path.slice(0, -1), `${last}zz`],
              value: changed(whole, path, (of, key) => {
                of[`${last}zz`] = of[key];
                delete of[key];
              }),
            },
          ]
        : []),
    ];
  });
}

/** Mutations of files, drawn evenly. */
export function mutations(files: readonly { readonly file: string; readonly value: unknown }[]) {
  const all = files.flatMap(({ file, value }) => mutationsOf(value).map((mutation) => ({ file, ...mutation })));
  return fc.constantFrom(...all);
}
