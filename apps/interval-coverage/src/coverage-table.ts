import { textTable } from "@crosstalk/experiment";
import { bounds, verdictOn } from "./bounds.ts";
import type { Coverage } from "./study.ts";

const percent = (share: number, digits = 1) => (100 * share).toFixed(digits);

/** The study's result for a terminal of 80 columns. */
export function coverageTable(coverages: readonly Coverage[]): string {
  const columns = [
    { title: "utilization", align: "right" },
    { title: "method", align: "left" },
    { title: "n", align: "right" },
    { title: "± %", align: "right" },
    { title: "cover %", align: "right" },
    { title: "95 % interval", align: "left" },
    { title: "wanted", align: "left" },
    { title: "", align: "left" },
  ] as const;
  const rows = coverages.map((coverage) => {
    const { queue, method, covering, width, size } = coverage;
    const [least, most] = bounds[method];
    return [
      String(queue.utilization),
      method,
      size.mean.toFixed(1),
      percent(width.mean),
      percent(covering.proportion),
      `${percent(covering.low)} to ${percent(covering.high)}`,
      most === 1 ? `≥ ${percent(least, 0)}` : `${percent(least, 0)} to ${percent(most, 0)}`,
      verdictOn(coverage),
    ];
  });
  return textTable(columns, rows).join("\n");
}
