import { nullCall, signalInstallation } from "./calls.ts";
import { contextSwitches } from "./context-switch.ts";
import {
  emptyFileCreate,
  emptyFileDelete,
  fileStatus,
  nullInputOutput,
  openClose,
  selectSockets,
  smallFileCreate,
  smallFileDelete,
} from "./files.ts";
import { mapping, pageFault } from "./mappings.ts";
import { execProcess, forkProcess, shellProcess } from "./processes.ts";
import type { Row } from "./row.ts";
import { protectionFault, signalHandler } from "./signals.ts";

/** The rows that are run, in the paper's order. */
export const allRows: readonly Row[] = [
  nullCall,
  nullInputOutput,
  fileStatus,
  openClose,
  selectSockets,
  signalInstallation,
  signalHandler,
  forkProcess,
  execProcess,
  shellProcess,
  ...contextSwitches,
  emptyFileCreate,
  emptyFileDelete,
  smallFileCreate,
  smallFileDelete,
  mapping,
  protectionFault,
  pageFault,
];
