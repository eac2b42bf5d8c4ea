export { barham2003, barham2003 as default } from "./barham-2003.ts";
export { type ComparedRow, compareAll, comparisonText } from "./comparison.ts";
export { fittedRows, roleOf } from "./fitted-rows.ts";
export { nativeCounts, parentProgram, stretchProgram } from "./native-counts.ts";
export { allRows } from "./rows/all-rows.ts";
export { beginOf, endOf, type Row } from "./rows/row.ts";
