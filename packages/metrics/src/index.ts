export { covers, type Estimate, estimateMean } from "./estimate.ts";
export { shares, slowdown } from "./indices.ts";
export { pairedDifference, pairedRatio } from "./paired.ts";
export { studentQuantile } from "./student-quantile.ts";
export { TimeWeighted, watchLevel } from "./time-weighted.ts";
export { type Mark, watchMark } from "./watch-mark.ts";
