import { shapeProblems } from "@crosstalk/guest-os";
import { z } from "zod";
import { obstacles } from "./expressible.ts";
import { metrics } from "./metrics.ts";
import { publishedRows } from "./published.ts";
import { baselineValue } from "./published-measure.ts";
import { type PublishedRow, rowSchema } from "./row.ts";

const listSchema = z.array(rowSchema).min(1);

/** Rows that were read, and everything that is wrong with them. */
export interface ParsedRows {
  readonly rows: readonly PublishedRow[];
  /** One text for each thing that is wrong: where, what was found, what is allowed. */
  readonly problems: readonly string[];
}

/** Checks published rows of a user's own: a list of them, or an object with such a list as `rows`. */
export function parseRows(json: unknown): ParsedRows {
  const list = typeof json === "object" && json !== null && "rows" in json ? json.rows : json;
  const result = listSchema.safeParse(list);
  // Rows are checked each by itself, so that what is wrong with one hides nothing of the others.
  const each = (Array.isArray(list) ? list : []).map((row) => rowSchema.safeParse(row).data);
  const rows = each.filter((row) => row !== undefined);
  const shapes = result.success ? [] : shapeProblems(result.error.issues, list).map(({ path, message }) => `${path} ${message}`);
  const named = each.flatMap((row, index) =>
    row === undefined ? [] : problemsOf(row, rows).map((problem) => `[${index}].${problem}`),
  );
  return { rows: result.success ? result.data : [], problems: [...shapes, ...named] };
}

function problemsOf(row: PublishedRow, rows: readonly PublishedRow[]): readonly string[] {
  const named = obstacles(row).map(({ field, value, allowed }) => `${field} is ${value}; allowed is ${oneOf(allowed)}`);
  const twice = rows.findIndex(({ id }) => id === row.id) < rows.indexOf(row) ? [`id is ${row.id}, which another row has`] : [];
  const ratio = metrics.find(({ name }) => name === row.metric)?.scoring === "ratio";
  const least = ratio && !(row.value > 0) ? [`value is ${row.value}; allowed is above 0`] : [];
  const missing =
    ratio &&
    named.length === 0 &&
    row.baseline !== undefined &&
    baselineValue(row, rows) === undefined &&
    baselineValue(row, publishedRows) === undefined
      ? [
          `baseline is ${row.baseline}, for which nothing is published here; allowed is a platform with a row of the same host, program, metric, parameters and unit, or an object of platform and value`,
        ]
      : [];
  return [...named, ...twice, ...least, ...missing];
}

function oneOf(allowed: readonly string[]): string {
  return allowed.length === 1 ? (allowed[0] as string) : `one of ${allowed.join(", ")}`;
}
