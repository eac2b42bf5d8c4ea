import { AsyncLocalStorage } from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import { setImmediate, setTimeout } from "node:timers/promises";

/** A run that a worker makes, or has made. */
interface ConfinedRun {
  /** As people know it. */
  readonly name: string;
  /** What its code threw where nothing waits for it: in timers, or in promises that nobody handles. */
  readonly strayErrors: unknown[];
  /** Whether it has been answered, so that its stray errors can't be told with it. */
  ended: boolean;
}

const running = new AsyncLocalStorage<ConfinedRun>();
let latest: ConfinedRun | undefined;

/**
 * Keeps the code of runs from ending the worker, from being blamed for errors of others, and from printing where results
 * are printed: it prints to stderr instead. To be called once, by a worker.
 */
export function confineWorker(): void {
  process.stdout.write = process.stderr.write.bind(process.stderr);
  process.exit = (code) => {
    throw new Error(`process.exit(${code ?? ""}) was called, which would end the worker; a run that can't go on throws an error`);
  };
  syncBuiltinESMExports();
  process.on("uncaughtException", (error) => stray(error, running.getStore()));
  // Which run a promise is of isn't always known, but each run's are looked at before the next begins.
  process.on("unhandledRejection", (error) => stray(error, running.getStore() ?? latest));
}

/**
 * Makes a run, and gives what it left to itself a moment to fail: a turn of the loop, and 1 ms if it set a timer.
 *
 * @param name of the run, as people know it.
 * @throws what the run throws, or what its code threw where nothing waits for it.
 */
export async function makeConfined<Result>(name: string, make: () => Result): Promise<Result> {
  const run: ConfinedRun = { name, strayErrors: [], ended: false };
  latest = run;
  try {
    const result = running.run(run, make);
    await setImmediate();
    if (process.getActiveResourcesInfo().includes("Timeout")) await setTimeout(1);
    if (run.strayErrors.length === 0) return result;
    const [cause] = run.strayErrors;
    throw new Error(`code that nothing waits for failed: ${messageOf(cause)}`, { cause });
  } finally {
    run.ended = true;
  }
}

/** Keeps an error for the run that it is of. One of an earlier run is only told; one of no run ends the worker, as ever. */
function stray(error: unknown, run: ConfinedRun | undefined): void {
  if (run === undefined) throw error;
  if (run.ended) process.stderr.write(`${run.name} left code that failed after it had ended: ${messageOf(error)}\n`);
  else run.strayErrors.push(error);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
