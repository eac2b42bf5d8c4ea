import type { Results } from "./results.ts";
import { reportParts } from "./rows.ts";

/** Widths of the columns: 80 characters in all. The first is to the left. */
const widths = [29, 11, 17, 9, 10] as const;

/** The results as one table for a terminal of 80 columns. */
export function textTable(results: Results): string {
  const lines = reportParts(results).flatMap(({ heading, columns, rows }) => [
    "",
    line([heading, ...columns.slice(1)]),
    "-".repeat(80),
    ...rows.map(line),
  ]);
  return [...introduction(results), ...lines].join("\n");
}

/** Where, when and how it was measured. */
export function introduction({ machine, rounds, quick }: Results): string[] {
  const { processor, processors, memory, system, node, compiler, pinned, load, date, commit } = machine;
  return [
    `${processors} x ${processor}, ${memory} GiB, ${system}, load ${load}`,
    `Node ${node}, ${compiler ?? "no g++"}`,
    `${date}, commit ${commit ?? "unknown"}`,
    `${rounds === 1 ? "one round" : `median of ${rounds} rounds`}, ${pinned ? "pinned to one processor" : "not pinned"}, ratios within each round`,
    ...(quick ? ["QUICK: a twentieth of the work, so these numbers mean little"] : []),
  ];
}

function line(cells: readonly string[]): string {
  const [first = "", ...rest] = cells;
  if (rest.length === 1) return `${first.padEnd(widths[0])} ${rest[0]}`.slice(0, 80);
  return [
    first.padEnd(widths[0]).slice(0, widths[0]),
    ...rest.map((cell, index) => cell.padStart((widths[index + 1] as number) + 1)),
  ]
    .join("")
    .trimEnd();
}
