import { readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Path } from "./place.ts";
import type { Problem } from "./problem.ts";
import { valueAt } from "./shape-problems.ts";

/** Most bytes of a trace: it goes to each worker with the experiment. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Texts of files by their paths as an experiment file has them, and what is wrong with some. */
export interface ReadTexts {
  readonly texts: Readonly<Record<string, string>>;
  readonly problems: readonly Problem[];
}

/** A path of a trace, and where it is written. */
interface NamedFile {
  readonly file: string;
  readonly path: Path;
}

/**
 * Reads the files that traces name anywhere in a document, relative to it. Where a factor's level stands for a path, all its
 * levels are read. Never throws.
 *
 * @param levels the values of each factor's levels.
 */
export function readTexts(raw: unknown, document: string, levels: Readonly<Record<string, readonly unknown[]>>): ReadTexts {
  const texts: Record<string, string> = {};
  const problems: Problem[] = [];
  const tried = new Set<string>();
  for (const { file, path } of tracesIn(raw, []).flatMap((named) => meant(named, levels))) {
    if (tried.has(file)) continue;
    tried.add(file);
    const found = readText(join(dirname(document), file));
    if ("text" in found) texts[file] = found.text;
    else problems.push({ path, message: `needs the file ${file}, which ${found.why}` });
  }
  return { texts, problems };
}

function tracesIn(part: unknown, path: Path): NamedFile[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, each]) => {
    const inner = [...path, Array.isArray(part) ? Number(key) : key];
    const file = key === "trace" ? valueAt(each, ["file"]) : undefined;
    return [...(typeof file === "string" && file !== "" ? [{ file, path: [...inner, "file"] }] : []), ...tracesIn(each, inner)];
  });
}

/** The paths that a text may come to: itself, or what the levels of the factor are that it names. */
function meant({ file, path }: NamedFile, levels: Readonly<Record<string, readonly unknown[]>>): NamedFile[] {
  const [, factor = "", fields = ""] = /^\$([A-Za-z][\w-]*)((?:\.[\w-]+)*)$/.exec(file) ?? [];
  if (factor === "") return [{ file, path }];
  const values = (levels[factor] ?? []).map((value) => valueAt(value, fields.split(".").slice(1)));
  return values.flatMap((value) => (typeof value === "string" ? [{ file: value, path }] : []));
}

function readText(path: string): { readonly text: string } | { readonly why: string } {
  try {
    if (statSync(path).size > MOST_BYTES) return { why: `is too large; allowed are ${MOST_BYTES} bytes` };
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const known: Readonly<Record<string, string>> = {
      ENOENT: "is not there",
      EISDIR: "is a folder",
      ERR_ENCODING_INVALID_ENCODED_DATA: "is not text in UTF-8",
    };
    return { why: known[code ?? ""] ?? `can't be read (${code})` };
  }
}
