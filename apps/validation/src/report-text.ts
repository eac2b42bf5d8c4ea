import { type TextColumn, textTable } from "@crosstalk/experiment";
import { counts, type EvaluatedRow } from "./evaluation.ts";
import { differenceText, digits, publishedText, simulatedText } from "./format.ts";
import { NEAR_ONE, type Summary, TARGET } from "./summary.ts";
import type { InexpressibleRow, Validation } from "./validate.ts";

const columns: readonly TextColumn[] = [
  { title: "published row", align: "left" },
  { title: "published", align: "right" },
  { title: "simulated", align: "right" },
  { title: "relative", align: "right" },
  { title: "|ln|", align: "right" },
  { title: "role", align: "left" },
];

/** A comparison as text: each row by platform, rows that are only remembered apart, then what it comes to. */
export function validationText(validation: Validation): string {
  const quoted = validation.rows.filter(({ row }) => row.provenance === "quoted");
  const recalled = validation.rows.filter(({ row }) => row.provenance === "recalled");
  const sections = [
    ...byPlatform(quoted).map(([platform, rows]) => [platform, ...table(rows)]),
    ...(recalled.length === 0 ? [] : [["remembered, not seen in their source: never counted", ...table(recalled)]]),
    ...(validation.inexpressible.length === 0 ? [] : [inexpressibleText(validation.inexpressible)]),
    summaryText(validation.summary, validation.rows),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Rows by the platform that they are of, in order of appearance. */
export function byPlatform(rows: readonly EvaluatedRow[]): readonly (readonly [string, readonly EvaluatedRow[]])[] {
  const platforms = [...new Set(rows.map(({ row }) => row.platform))];
  return platforms.map((platform) => [platform, rows.filter(({ row }) => row.platform === platform)]);
}

function table(rows: readonly EvaluatedRow[]): string[] {
  return textTable(
    columns,
    rows.map((each) => [
      `  ${labelOf(each)}`,
      publishedText(each),
      simulatedText(each),
      differenceText(each),
      each.scoring === "ratio" && each.error !== undefined ? each.error.toFixed(3) : "",
      each.role,
    ]),
  );
}

/** What a row is of: as the paper names it, else its program; with what it is compared with. */
export function labelOf({ row }: EvaluatedRow): string {
  return row.as ?? `${row.id}: ${row.program}`;
}

function inexpressibleText(rows: readonly InexpressibleRow[]): string[] {
  return [
    `${rows.length} published rows can't be simulated yet, for want of`,
    ...inexpressibleLines(rows).map((line) => `  ${line}`),
  ];
}

/** What keeps rows from being simulated, with the rows that it keeps away: one line for each thing that is not there. */
export function inexpressibleLines(rows: readonly InexpressibleRow[]): string[] {
  const wanting = rows.map(({ obstacles }) => obstacles.map(({ field, value }) => `${field} ${value}`));
  const things = [...new Set(wanting.flat())];
  return things.map((thing) => {
    const of = wanting.filter((each) => each.includes(thing)).length;
    return `${thing}: ${of} ${of === 1 ? "row" : "rows"}`;
  });
}

/** Median errors, as the cells of a table whose first line are the titles. */
export function summaryLines({ errors, slowdowns }: Summary): readonly (readonly string[])[] {
  return [
    ["median error", "rows", "simulation", "no overhead", "one slowdown", "which is"],
    ...errors.map(({ of, rows, simulation, noOverhead, oneSlowdown }) => [
      of,
      String(rows),
      simulation.toFixed(3),
      noOverhead.toFixed(3),
      oneSlowdown.toFixed(3),
      slowdowns[of] === undefined ? "" : digits(slowdowns[of]),
    ]),
  ];
}

/** What a comparison comes to, in lines. */
function summaryText(summary: Summary, rows: readonly EvaluatedRow[]): string[] {
  const [titles, ...lines] = summaryLines(summary);
  const aligned = (titles ?? []).map((title, column): TextColumn => ({ title, align: column === 0 ? "left" : "right" }));
  const { errors, points } = summary;
  const [all] = errors;
  return [
    `${rows.filter(counts).length} predicted rows count (seen in their source); judged are those with a ratio outside ${NEAR_ONE.join("-")}:`,
    ...(all === undefined || all.rows === 0 ? ["none"] : [...textTable(aligned, lines), verdict(all)]),
    ...(points.rows === 0
      ? []
      : [
          `${points.rows} rows in per cent: median ${digits(points.simulation)} points apart; of the model of no effect ${digits(points.noEffect)}`,
        ]),
  ];
}

/** How errors stand to the target and to the null models. */
export function verdict({ simulation, noOverhead, oneSlowdown }: Summary["errors"][number]): string {
  const better = Math.min(noOverhead, oneSlowdown);
  const target =
    simulation <= TARGET ? `at most ${TARGET}, as it should be` : `more than the ${TARGET} that it should be at most`;
  const beaten = simulation < better ? "below" : "not below";
  return `median |ln error| is ${simulation.toFixed(3)}: ${target}; ${beaten} the better null model's ${better.toFixed(3)}`;
}
