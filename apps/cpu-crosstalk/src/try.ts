import { cpuCrosstalk } from "./cpu-crosstalk.ts"; import { runExperiment, summaryTable } from "@crosstalk/experiment";
const t=performance.now();
const r = runExperiment(cpuCrosstalk, { replications: 2, settings: process.argv[2] ? { hogs: process.argv[2].split(",") } : {} });
console.log(summaryTable(r.summary, { metrics: cpuCrosstalk.summary }), r.failures.map(f=>f.failure), performance.now()-t);
