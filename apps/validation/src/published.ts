import { readFileSync } from "node:fs";
import { z } from "zod";
import { rowSchema } from "./row.ts";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));

/** The shipped published rows: file `published.json`. */
export const publishedRows = z.strictObject({ about: z.string(), rows: z.array(rowSchema) }).parse(read("published.json")).rows;

const file = z
  .strictObject({
    about: z.string(),
    fitted: z.record(z.string(), z.array(z.string())),
    inView: z.strictObject({ about: z.string(), rows: z.array(z.string()) }),
  })
  .parse(read("fitted.json"));

/** Ids of the rows that constants were set from, by platform: file `fitted.json`, committed before any comparison, but for one row that was taken off since. */
export const fittedIds = file.fitted;

/** Ids of predicted rows that were in view when a mechanism that they depend on was modelled: the same file says how. */
export const inViewIds: readonly string[] = file.inView.rows;
