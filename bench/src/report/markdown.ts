import type { Results } from "./results.ts";
import { reportParts } from "./rows.ts";
import { introduction } from "./text-table.ts";

/** The results as Markdown, as docs/performance.md shows them. */
export function markdown(results: Results): string {
  const parts = reportParts(results).map(({ heading, columns, rows }) => {
    const kept = columns.map((name, index) => index === 0 || name !== "");
    const row = (cells: readonly string[]) => `| ${cells.filter((_, index) => kept[index]).join(" | ")} |`;
    const rule = row(columns.map((_, index) => (index === 0 ? "---" : "---:")));
    return [`### ${heading}`, "", row(columns), rule, ...rows.map(row)].join("\n");
  });
  return [introduction(results).join("; "), ...parts].join("\n\n");
}
