export { bounds, studied, verdictOn } from "./bounds.ts";
export { coverageTable } from "./coverage-table.ts";
export type { Queue, QueueRun } from "./queue.ts";
export { byRecursion } from "./recursion.ts";
export { bySimulation } from "./simulated.ts";
export { type Coverage, type Method, type StudiedQueue, studyCoverage } from "./study.ts";
