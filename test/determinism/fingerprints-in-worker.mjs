import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

// Node 20 can't load TypeScript in a worker thread by itself.
register();
const { fingerprintOf, scenarios } = await import("./scenarios.ts");

parentPort.postMessage(scenarios.map((scenario) => fingerprintOf(scenario, { seed: workerData })));
