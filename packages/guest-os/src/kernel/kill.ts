import { type Act, processPath } from "./act.ts";
import { abandonLocks } from "./locks.ts";
import { leavePipe } from "./pipes.ts";
import { end } from "./processes.ts";
import type { ProcessEntry } from "./state.ts";

/**
 * Ends a process from outside, wherever it is: ready, running on any processor, or waiting for anything. What it holds
 * or waits for is given up; answers to its requests to devices come to nobody.
 *
 * Simplified: it is gone at once, and nobody pays for the work of its end. (Linux marks it, and it dies when it next
 * runs in the kernel.)
 */
export function kill(act: Act, process: ProcessEntry): void {
  process.killed = true;
  act.out.push({ type: "KILL", to: processPath(act.context.path, process.pid) });
  abandonLocks(act, process);
  leavePipe(act, process);
  const { requests } = act.context;
  for (const id in requests) {
    const request = requests[id];
    if (request !== undefined && "pid" in request && request.pid === process.pid) requests[id] = { abandoned: true };
  }
  process.waiting = null;
  process.io = null;
  end(act, process);
}
