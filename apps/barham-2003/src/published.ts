import { readFileSync } from "node:fs";
import { z } from "zod";
import { platformNames } from "./platform-names.ts";

const publishedSchema = z.strictObject({
  about: z.string(),
  source: z.string(),
  rows: z.array(
    z.strictObject({
      id: z.string(),
      table: z.string(),
      platform: z.enum(platformNames),
      row: z.string(),
      value: z.number().positive(),
      unit: z.literal("us"),
      provenance: z.enum(["quoted", "recalled"]),
    }),
  ),
});

/** The published measurements: file `published.json`. */
export const published = publishedSchema.parse(
  JSON.parse(readFileSync(new URL("../published.json", import.meta.url), "utf8")),
).rows;

/** Microseconds that were published for a row on a platform. */
export function publishedTime(platform: string, row: string): number {
  const found = published.find((each) => each.platform === platform && each.row === row);
  if (found === undefined) throw new RangeError(`nothing is published for ${row} on ${platform}`);
  return found.value;
}
