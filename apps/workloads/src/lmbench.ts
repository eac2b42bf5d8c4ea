import { allRows, beginOf, endOf, type Row } from "@crosstalk/barham-2003";
import type { Workload } from "./workload.ts";

/** Name of an lmbench row's program: `ctxsw 2p/0K` gives `lmbench-ctxsw-2p-0k`. */
export function lmbenchName(row: string): string {
  return `lmbench-${row.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

function workload(row: Row): Workload {
  return {
    name: lmbenchName(row.name),
    about: `lmbench, ${row.name}: ${row.about}`,
    evidence: "lmbench 3's own source; what processes do between the calls is counted in apps/barham-2003/evidence",
    program: () => row.program,
    timed: {
      sections: row.sections.map((name) => ({ name, begin: beginOf(name), end: endOf(name) })),
      time: (of) => row.time(of),
    },
  };
}

/** lmbench's rows as Barham et al. (SOSP 2003) ran them. */
export const lmbenchWorkloads: readonly Workload[] = allRows.map(workload);
