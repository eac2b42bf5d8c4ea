import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, it } from "vitest";
import { planRuns } from "../plan.ts";
import { RunStore } from "../stores/run-store.ts";
import { recording } from "../testing/recording-experiment.ts";
import { resuming } from "./resuming.ts";
import { workerPool } from "./worker-pool.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-memory-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes of this thread's heap that are in use. */
function heldBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

it("a long campaign holds its runs' numbers alone, however long their time series are", async () => {
  const module = { url: new URL("../testing/recording-experiment.ts", import.meta.url).href, exportName: "recording" };
  const plan = planRuns(recording, { replications: 3000 });
  const held = new Map<number, number>();
  let ended = 0;
  const onOutcome = (): void => {
    ended += 1;
    if (ended === 1000 || ended === 3000) held.set(ended, heldBytes());
  };
  await resuming(workerPool(module, 2), new RunStore(join(folder, "runs"), recording, module))(plan, { onOutcome });
  const [early = 0, late = 0] = [held.get(1000), held.get(3000)];
  // A series of 100 points takes more than 8,000 bytes, a run's numbers take about 500.
  expect((late - early) / 2000).toBeLessThan(2000);
}, 180_000);
