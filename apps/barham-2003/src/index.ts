export { barham2003, barham2003 as default } from "./barham-2003.ts";
export { type ComparedRow, compareAll, comparisonText } from "./comparison.ts";
export { roleOf } from "./fitted-rows.ts";
