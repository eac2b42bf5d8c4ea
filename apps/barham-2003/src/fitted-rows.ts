import { readFileSync } from "node:fs";
import { z } from "zod";
import { platformNames } from "./platform-names.ts";

const fittedSchema = z.strictObject({
  about: z.string(),
  fitted: z.record(z.enum(platformNames), z.array(z.string())),
});
const file = fittedSchema.parse(JSON.parse(readFileSync(new URL("../fitted.json", import.meta.url), "utf8")));

/** The rows that constants were set from, by platform: file `fitted.json`, which is older than any result. */
export const fittedRows = file.fitted;

/** Whether a row was used to set constants (`fitted`), or comes out of the model (`predicted`). */
export function roleOf(platform: string, row: string): "fitted" | "predicted" {
  const names: readonly string[] = fittedRows[platform as keyof typeof fittedRows] ?? [];
  return names.includes(row) ? "fitted" : "predicted";
}
