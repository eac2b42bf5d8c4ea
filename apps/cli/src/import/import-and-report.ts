import type { Imported, Importer } from "@crosstalk/experiment";
import { didYouMean } from "@crosstalk/experiment/closest-name";
import { UsageError } from "../errors.ts";
import { jsonPieces } from "./json-pieces.ts";
import { linesOfFile, UnreadableFileError } from "./lines-of-file.ts";

/** The options of `crosstalk import`. */
export interface ImportFlags {
  readonly json?: boolean;
  readonly quiet?: true;
  readonly skipBroken?: boolean;
}

/** Broken lines that are told one by one. */
const TOLD = 50;

/** Imports a file, and prints a summary or the values as JSON. Broken lines that were skipped go to stderr. */
export async function importAndReport(
  format: string,
  file: string,
  { json, quiet, skipBroken = false }: ImportFlags,
): Promise<void> {
  const { describeBrokenLine, importerList, wrapWords } = await import("@crosstalk/experiment");
  const importer = importerList.find(({ name }) => name === format);
  if (importer === undefined) throw new UsageError(unknownFormat(format, importerList));
  const { value, skipped } = await importFile(importer, file, skipBroken);
  const told = skipped.map((each) => `skipped: ${describeBrokenLine(file, each)}`);
  if (!quiet) for (const line of atMost(told)) process.stderr.write(`import: ${line}\n`);
  if (json) {
    for (const piece of jsonPieces({ format, file, skipped, value })) process.stdout.write(piece);
    return;
  }
  const rows = [...importer.summarize(value), ["broken lines skipped", String(brokenLines(skipped))] as const];
  const width = Math.max(...rows.map(([label]) => label.length));
  process.stdout.write(`${wrapWords(`${file}: ${importer.about}`, 80)}\n`);
  for (const [label, text] of rows) process.stdout.write(`${label.padEnd(width)}  ${text}\n`);
}

async function importFile(importer: Importer, file: string, skipBroken: boolean): Promise<Imported<unknown>> {
  const { ImportError, importLines } = await import("@crosstalk/experiment");
  try {
    return importLines(importer, linesOfFile(file), file, { skipBroken });
  } catch (error) {
    if (error instanceof UnreadableFileError) throw new UsageError(`file is ${file}: ${error.message}`);
    if (!(error instanceof ImportError)) throw error;
    const canSkip = error.broken.some(({ line }) => line !== undefined);
    const hint = canSkip ? ["--skip-broken leaves broken lines out"] : [];
    throw new UsageError([...atMost(error.problems), ...hint]);
  }
}

function unknownFormat(format: string, importers: readonly Importer[]): string {
  const names = importers.map(({ name }) => name);
  return `format is ${format}${didYouMean(format, names)}; allowed is one of ${names.join(", ")}`;
}

function atMost(texts: readonly string[]): readonly string[] {
  return texts.length <= TOLD ? texts : [...texts.slice(0, TOLD), `and ${texts.length - TOLD} more`];
}

/** A line can be broken in several places. */
function brokenLines(skipped: Imported<unknown>["skipped"]): number {
  return new Set(skipped.map(({ line }) => line)).size;
}
