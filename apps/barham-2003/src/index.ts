export { barham2003, barham2003 as default } from "./barham-2003.ts";
export { type ComparedRow, compareAll, comparisonText } from "./comparison.ts";
export { fittedRows, roleOf } from "./fitted-rows.ts";
export { nativeCounts, parentProgram, stretchProgram } from "./native-counts.ts";
export { columns, type PlatformName, platformNames } from "./platform-names.ts";
export { published, publishedTime } from "./published.ts";
export { allRows } from "./rows/all-rows.ts";
export { beginOf, endOf, type Row, type SectionTimes } from "./rows/row.ts";
