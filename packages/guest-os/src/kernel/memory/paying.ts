import type { Segment } from "@crosstalk/hardware";
import { type Act, count, runBurst } from "../act.ts";
import { linuxMemoryConstants } from "../constants.ts";
import { submitSegment } from "../input-output.ts";
import type { ProcessEntry, Requests } from "../state.ts";

/** Pages that go to the disk, or come from it. */
export interface Transfers {
  /** Pages of files. */
  readonly read?: number;
  readonly written?: number;
  /** Pages of processes. */
  readonly swappedIn?: number;
  readonly swappedOut?: number;
}

/** Pages of a request. */
const cluster = (): number => linuxMemoryConstants.readAhead.value;

/** Pages that are read from the swap area at a time. */
const swapCluster = (): number => linuxMemoryConstants.swapCluster.value;

/** Counts transfers, and makes them requests to the devices that there are for them; without one they take no time. */
function requestsOf(act: Act, { read = 0, written = 0, swappedIn = 0, swappedOut = 0 }: Transfers): Requests["queue"] {
  const { fileDevice, swap } = act.context.memory;
  count(act, "pages read", read);
  count(act, "pages written", written);
  count(act, "pages swapped in", swappedIn);
  count(act, "pages swapped out", swappedOut);
  const queue: Requests["queue"] = [];
  const add = (device: string | null | undefined, pages: number, cluster: number): void => {
    if (pages > 0 && typeof device === "string") queue.push({ device, requests: Math.ceil(pages / cluster) });
  };
  add(fileDevice, written, cluster());
  add(swap?.device, swappedOut, cluster());
  add(fileDevice, read, cluster());
  add(swap?.device, swappedIn, swapCluster());
  return queue;
}

/**
 * The process works, then waits for what is transferred. Then its instruction is carried out once more (`again`), or it
 * goes on behind it.
 */
export function workAndWait(
  act: Act,
  process: ProcessEntry,
  work: readonly Segment[],
  transfers: Transfers,
  again: boolean,
): void {
  const queue = requestsOf(act, transfers);
  const [first] = queue;
  if (first !== undefined) {
    process.io = { queue, again };
    runBurst(act, process, [...work, submitSegment(act, process, first.device)], { do: "request" });
    return;
  }
  if (!again) process.pc += 1;
  runBurst(act, process, work, { do: again ? "instruction" : "continue" });
}
