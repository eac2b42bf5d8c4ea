import { type Act, count } from "../act.ts";
import { linuxMemoryConstants } from "../constants.ts";
import type { ProcessEntry } from "../state.ts";
import { contextHasPages } from "./context-limit.ts";
import { takeForKernel } from "./frames.ts";
import { makeRoom } from "./pressure.ts";
import { leastTables } from "./runs.ts";
import { spaceOf } from "./spaces.ts";
import type { MemoryState } from "./state.ts";

/** Frames of each process's stack in the kernel with its task. */
const processFrames = (): number => linuxMemoryConstants.processFrames.value;

/** An entry of the process table takes its frames. */
export function enterProcess(memory: MemoryState): void {
  memory.processes += 1;
  takeForKernel(memory, processFrames());
}

/** An entry of the process table gives its frames back, once its parent has asked how it ended. */
export function leaveProcess(memory: MemoryState): void {
  memory.processes -= 1;
  takeForKernel(memory, -processFrames());
}

/**
 * Whether a process may have a child now: there must be a number and frames for it, and no more processes than the
 * kernel lets there be. If not, fork fails (EAGAIN): counted as `fork failed`, said by FORK_FAILED. `later`: the process
 * has been set to reclaim frames first. Nobody is killed for a child's sake: simplified, for Linux would. A context
 * that a copy of the memory would put above its limit of pages has fork fail, too (Linux-VServer looks at the size of
 * mappings there, RLIMIT_AS).
 */
export function mayFork(act: Act, parent: ProcessEntry, how: "process" | "vfork" | "thread"): "yes" | "no" | "later" {
  const { context } = act;
  const { memory } = context;
  const hasNumber = context.freed.length > 0 || context.processes.length < memory.processNumbers;
  if (!hasNumber) return fail(act, parent, "numbers");
  if (memory.processes >= memory.mostProcesses) return fail(act, parent, "processes");
  if (how === "process" && !contextHasPages(act, parent, spaceOf(memory, parent.space).pages)) return fail(act, parent, "memory");
  const tables = how === "process" ? Math.max(leastTables(), spaceOf(memory, parent.space).tables) : 0;
  const room = makeRoom(act, parent, processFrames() + tables, false);
  if (room === "full") return fail(act, parent, "memory");
  return room === "room" ? "yes" : "later";
}

function fail(act: Act, parent: ProcessEntry, lacking: "numbers" | "processes" | "memory"): "no" {
  count(act, "fork failed");
  act.out.push({ type: "FORK_FAILED", parent: parent.name, tenant: parent.tenant, program: parent.program, lacking });
  return "no";
}
