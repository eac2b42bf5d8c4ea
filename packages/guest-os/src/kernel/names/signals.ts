import type { Act } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { type Credentials, has } from "./credentials.ts";
import { kill } from "./death.ts";
import type { Signal } from "./name-call.ts";
import { failed, type Outcome, succeeded } from "./outcome.ts";
import { processReference, visibleProcess } from "./visibility.ts";

function maySignal(act: Act, caller: Credentials, target: Credentials): boolean {
  return !makes(act.context, "permissions") || caller.uid === target.uid || has(caller, "CAP_KILL");
}

/**
 * Sends a signal: kill(2). To a process that the caller can't name there is nothing to send it; to one that it can, it
 * must be of the same user or have CAP_KILL. Simplified: real and effective users are one; no handlers, so a signal
 * either asks or kills; no process groups, no process that is safe like init.
 */
export function sendSignal(act: Act, caller: ProcessEntry, pid: number, signal: Signal): Outcome {
  if (pid === -1) return signalAll(act, caller, signal);
  const target = visibleProcess(act, caller, pid);
  if (target === undefined) return failed("ESRCH");
  const found = [processReference(act, target)];
  if (!maySignal(act, caller.credentials, target.credentials)) return failed("EPERM", found);
  if (signal !== 0) kill(act, target);
  return succeeded(found);
}

function signalAll(act: Act, caller: ProcessEntry, signal: Signal): Outcome {
  const targets = visible(act, caller).filter((each) => each !== caller && maySignal(act, caller.credentials, each.credentials));
  if (targets.length === 0) return failed("ESRCH");
  const found = targets.map((each) => processReference(act, each));
  if (signal !== 0) for (const target of targets) kill(act, target);
  return succeeded(found);
}

function visible(act: Act, caller: ProcessEntry): ProcessEntry[] {
  return act.context.processes.flatMap((_, pid) => visibleProcess(act, caller, pid) ?? []);
}

/** The numbers in /proc: processes that the caller can name. */
export function listProcesses(act: Act, caller: ProcessEntry): Outcome {
  return succeeded(visible(act, caller).map((each) => processReference(act, each)));
}
