import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { fingerprintOf, scenarios } from "./scenarios.ts";

/** Fingerprints of all scenarios, made in one other thread. */
function inWorker(seed: number): Promise<readonly string[]> {
  const script = new URL("fingerprints-in-worker.mjs", import.meta.url);
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: seed, execArgv: ["--conditions", "@crosstalk/source"] });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

test("every shipped scenario has one fingerprint for a seed, in another thread too, and another for another seed", async () => {
  const here = scenarios.map((scenario) => fingerprintOf(scenario, { seed: 1 }));
  expect(await inWorker(1)).toEqual(here);
  const others = scenarios.map((scenario) => fingerprintOf(scenario, { seed: 2 }));
  others.forEach((fingerprint, index) => {
    expect(fingerprint).not.toBe(here[index]);
  });
  expect(new Set([...here, ...others]).size).toBe(2 * scenarios.length);
  const [first] = scenarios;
  if (first !== undefined) expect(fingerprintOf(first, { seed: 1 }), "and twice in this thread").toBe(here[0]);
});
