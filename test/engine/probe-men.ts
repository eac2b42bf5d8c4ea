import { begin, recordTrace } from "@crosstalk/engine";
import { assemble, LENGTH, PARAMETERS } from "./menagerie.ts";
const run = begin(assemble, PARAMETERS, { seed: 11 });
const trace = recordTrace(run.simulation);
const states: Record<string, number> = {};
run.simulation.run(LENGTH, () => { const k = JSON.stringify(run.simulation.snapshot("juggler").value); states[k] = (states[k] ?? 0) + 1; return false; });
const counts: Record<string, number> = {};
for (const { path, event } of trace) { const k = path + " " + event.type; counts[k] = (counts[k] ?? 0) + 1; }
console.log(counts, run.simulation.fingerprint, run.simulation.deliveries, run.simulation.paths, states);
console.log(JSON.stringify(run.simulation.snapshot("juggler").context), JSON.stringify(run.simulation.snapshot("visitor").context));
