import type { Act } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { kill } from "./death.ts";
import { useFile } from "./files.ts";
import { ipcCreate, ipcList, ipcUse } from "./ipc.ts";
import { useLog, writeLog } from "./kernel-log.ts";
import { useMemory } from "./memory-names.ts";
import type { NameCall } from "./name-call.ts";
import { sayNamed } from "./name-event.ts";
import { type Outcome, succeeded } from "./outcome.ts";
import { bind, listPorts } from "./ports.ts";
import { listProcesses, sendSignal } from "./signals.ts";
import { closeFile } from "./table-room.ts";
import { processUsage, usage } from "./usage.ts";
import { listUsers, setUser } from "./users.ts";

/**
 * Carries a call out by which a process names something: looks it up in the kernel's tables, does what is asked if the
 * look-up lets it, and says what has come of it. Returns whether it succeeded; undefined if the process has died of it.
 */
export function carryOutName(
  act: Act,
  process: ProcessEntry,
  { call, times = 1 }: { readonly call: NameCall; readonly times?: number },
): boolean | undefined {
  for (let time = 1; time < times; time += 1) lookUp(act, process, call);
  const outcome = lookUp(act, process, call);
  sayNamed(act, process, call, outcome);
  if (outcome.result === "SIGSEGV" && !isHandled(call)) {
    writeLog(act, process, "segfault");
    kill(act, process);
  }
  return process.ended ? undefined : outcome.result === "ok";
}

function isHandled(call: NameCall): boolean {
  return (call.name === "peek" || call.name === "poke") && call.at.through === "address" && call.at.handled;
}

function lookUp(act: Act, process: ProcessEntry, call: NameCall): Outcome {
  switch (call.name) {
    case "listProcesses":
      return listProcesses(act, process);
    case "kill":
      return sendSignal(act, process, call.pid, call.signal);
    case "bind":
      return bind(act, process, call);
    case "listPorts":
      return listPorts(act, process);
    case "ipcCreate":
      return ipcCreate(act, process, call);
    case "ipcRead":
    case "ipcWrite":
    case "ipcRemove":
      return ipcUse(act, process, call);
    case "ipcList":
      return ipcList(act, process, call.type);
    case "readLog":
    case "clearLog":
      return useLog(act, process, call.name);
    case "usage":
      return usage(act, process, call.of);
    case "processUsage":
      return processUsage(act, process, call.pid);
    case "listUsers":
      return listUsers(act, process);
    case "setUser":
      return setUser(act, process, call.uid);
    case "peek":
    case "poke":
      return useMemory(act, process, call.name, call.at);
    case "close":
      closeFile(act, process);
      return succeeded();
    default:
      return useFile(act, process, call);
  }
}
