import { runOne, textTable } from "@crosstalk/experiment";
import { barham2003 } from "./barham-2003.ts";
import { roleOf } from "./fitted-rows.ts";
import { columns, type PlatformName, platformNames } from "./platform-names.ts";

/** A row of the comparison of what was published with what was simulated. */
export interface ComparedRow {
  readonly row: string;
  readonly platform: string;
  /** Microseconds. */
  readonly published: number;
  readonly simulated: number;
  /** Natural logarithm of simulated ÷ published. */
  readonly logRatio: number;
  readonly role: "fitted" | "predicted";
}

/** Runs rows on all platforms, in this process; all of them unless some are named. */
export function compareAll(only?: readonly string[]): readonly ComparedRow[] {
  const { row: rows, platform: platforms } = barham2003.factors;
  return (platforms?.levels ?? []).flatMap((platform) =>
    (rows?.levels ?? [])
      .filter(({ name }) => only?.includes(name) ?? true)
      .map((row): ComparedRow => {
        const { values } = runOne(barham2003, { row: row.value, platform: platform.value }, 1);
        return {
          row: row.name,
          platform: platform.name,
          published: values.published as number,
          simulated: values.simulated as number,
          logRatio: values.logRatio as number,
          role: roleOf(platform.name, row.name),
        };
      }),
  );
}

/**
 * The comparison as text: each row with its error and role; then, for each platform, the ratios to Linux, beside the
 * models that say that the platform costs nothing, and that it slows everything alike.
 */
export function comparisonText(rows: readonly ComparedRow[]): string {
  return [...absoluteTable(rows), "", ...means(rows), ...ratioTables(rows)].join("\n");
}

function absoluteTable(rows: readonly ComparedRow[]): string[] {
  const heads = [
    { title: "row", align: "left" },
    { title: "platform", align: "left" },
    { title: "published [us]", align: "right" },
    { title: "simulated [us]", align: "right" },
    { title: "ln ratio", align: "right" },
    { title: "error", align: "right" },
    { title: "role", align: "left" },
  ] as const;
  const cells = rows.map(({ row, platform, published, simulated, logRatio, role }) => [
    row,
    platform,
    digits(published),
    digits(simulated),
    signed(logRatio, 3),
    `${signed(100 * (simulated / published - 1), 1)} %`,
    role,
  ]);
  return textTable(heads, cells);
}

function means(rows: readonly ComparedRow[]): string[] {
  return [...new Set(rows.map(({ platform }) => platform))].map((platform) => {
    const predicted = rows.filter((each) => each.platform === platform && each.role === "predicted");
    return `${platform}: mean |ln ratio| of the ${predicted.length} predicted rows ${mean(predicted.map(({ logRatio }) => Math.abs(logRatio))).toFixed(3)}`;
  });
}

/** A row's ratio to Linux, published and simulated. */
interface RatioRow {
  readonly row: string;
  readonly published: number;
  readonly simulated: number;
  readonly logRatio: number;
  readonly role: ComparedRow["role"];
}

function ratioTables(rows: readonly ComparedRow[]): string[] {
  const others = platformNames.filter((name) => name !== "linux" && rows.some(({ platform }) => platform === name));
  return others.flatMap((name) => ["", ...ratioTable(columns[name], ratiosOf(rows, name))]);
}

function ratiosOf(rows: readonly ComparedRow[], name: PlatformName): readonly RatioRow[] {
  return rows.flatMap((other) => {
    const linux = rows.find((each) => each.platform === "linux" && each.row === other.row);
    if (other.platform !== name || linux === undefined) return [];
    const published = other.published / linux.published;
    const simulated = other.simulated / linux.simulated;
    return [{ row: other.row, published, simulated, logRatio: Math.log(simulated / published), role: other.role }];
  });
}

function ratioTable(title: string, ratios: readonly RatioRow[]): string[] {
  const heads = [
    { title: `${title} ÷ Linux`, align: "left" },
    { title: "published", align: "right" },
    { title: "simulated", align: "right" },
    { title: "ln ratio", align: "right" },
    { title: "role", align: "left" },
  ] as const;
  const cells = ratios.map(({ row, published, simulated, logRatio, role }) => [
    row,
    published.toFixed(2),
    simulated.toFixed(2),
    signed(logRatio, 3),
    role,
  ]);
  const predicted = ratios.filter(({ role }) => role === "predicted");
  const model = mean(predicted.map(({ logRatio }) => Math.abs(logRatio)));
  const none = mean(predicted.map(({ published }) => Math.abs(Math.log(published))));
  const overall = Math.exp(mean(predicted.map(({ published }) => Math.log(published))));
  const one = mean(predicted.map(({ published }) => Math.abs(Math.log(overall / published))));
  return [
    ...textTable(heads, cells),
    "",
    `mean |ln ratio| of the predicted ones: ${model.toFixed(3)}; of the model "no overhead" ${none.toFixed(3)}; of one slowdown for all, ${overall.toFixed(2)}, set from the published ones themselves ${one.toFixed(3)}`,
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Three digits, as the paper has. */
function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return Number(text) > 0 ? `+${text}` : Number(text) === 0 ? text.replace("-", "") : text;
}
