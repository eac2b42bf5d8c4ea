import { nullCall, signalInstallation } from "./calls.ts";
import { contextSwitch } from "./context-switch.ts";
import { mapping, pageFault } from "./mappings.ts";
import { execProcess, forkProcess, shellProcess } from "./processes.ts";
import type { Row } from "./row.ts";
import { protectionFault, signalHandler } from "./signals.ts";

/** The rows that are run, in the paper's order. */
export const allRows: readonly Row[] = [
  nullCall,
  signalInstallation,
  signalHandler,
  forkProcess,
  execProcess,
  shellProcess,
  contextSwitch,
  mapping,
  protectionFault,
  pageFault,
];
