import { compareAll, comparisonText } from "./comparison.ts";

console.log(comparisonText(compareAll()));
