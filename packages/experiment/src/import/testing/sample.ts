import { readFileSync } from "node:fs";
import { type Imported, type Importer, importLines } from "../importer.ts";

/** The text of a sample of the repository. */
export function sampleText(name: string): string {
  return readFileSync(new URL(`../../../../../samples/${name}`, import.meta.url), "utf8");
}

/** A sample as it is imported. */
export function sample<Value>(importer: Importer<Value>, name: string): Value {
  return importLines(importer, sampleText(name), name).value;
}

/** What is wrong with a text, as users are told; none if it can be imported. */
export function problemsOf(importer: Importer, text: string): readonly string[] {
  try {
    importLines(importer, text, "f");
    return [];
  } catch (error) {
    return (error as { readonly problems: readonly string[] }).problems;
  }
}

/** What is left of a text when broken lines are skipped. */
export function skipping<Value>(importer: Importer<Value>, text: string): Imported<Value> {
  return importLines(importer, text, "f", { skipBroken: true });
}
