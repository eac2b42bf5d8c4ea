import { formatEstimate } from "../report/format-estimate.ts";
import type { TextColumn } from "../report/text-table.ts";
import { wrappedTable } from "../report/wrapped-table.ts";
import type { Uncertainty } from "./uncertainty-of.ts";

/**
 * Uncertainties as text: for each combination of levels, as far as they differ, the mean, half the width of its confidence interval by
 * replications, what the constants add to it, and the constants that move it most.
 *
 * @param most how many constants at the most; those that chance may explain are left out.
 */
export function uncertaintyTable(uncertainties: readonly Uncertainty[], most = 3): string {
  const varied = (factor: string) => new Set(uncertainties.map(({ levels }) => levels[factor])).size > 1;
  const factors = Object.keys(uncertainties[0]?.levels ?? {}).filter(varied);
  const columns: TextColumn[] = [
    ...factors.map((title): TextColumn => ({ title, align: "left" })),
    { title: "mean ± replications", align: "right" },
    { title: "± constants", align: "right" },
    { title: "moved most by (low to high)", align: "left" },
  ];
  const rows = uncertainties.flatMap(({ levels, split, influences }) => {
    const moved = influences.filter(({ significant }) => significant).slice(0, most);
    const told = moved.map(({ name, swing }) => `${name} ${swing < 0 ? "-" : "+"}${short(Math.abs(swing))}`);
    const [first = "none that chance can't explain", ...others] = told;
    const blank = factors.map(() => "");
    return [
      [...factors.map((name) => levels[name] ?? ""), formatEstimate(split.estimate), short(split.parameterHalfWidth), first],
      ...others.map((text) => [...blank, "", "", text]),
    ];
  });
  return `${wrappedTable(columns, rows).join("\n")}\n`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(2)));
}
