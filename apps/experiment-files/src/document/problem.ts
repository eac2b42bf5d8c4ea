import { type Path, type Places, pathText } from "./place.ts";

/** One thing that is wrong with a document. */
export interface Problem {
  readonly path: Path;
  /** What was found and what is allowed, as it follows the path in a sentence. */
  readonly message: string;
  /** Where it is to be mended, if not where the path leads. */
  readonly at?: Path;
  /** Whether it is that there is no such field, whatever stands there. */
  readonly strange?: true;
}

/** A value as it is shown in a message, cut where it is long. */
export function valueText(value: unknown): string {
  if (value === undefined) return "missing";
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** Problems as lines `file:line: path message`, in the order of lines, each once. */
export function problemLines(problems: readonly Problem[], places: Places): readonly string[] {
  const placed = problems.map(({ path, message, at }) => {
    const { file, line } = places.of(at ?? path);
    return { file, line, text: `${file}:${line}: ${pathText(path)} ${message}` };
  });
  const sorted = placed.sort((a, b) => (a.file === b.file ? a.line - b.line : 0));
  return [...new Set(sorted.map(({ text }) => text))];
}
