import { now } from "@crosstalk/engine";
import { type Act, tenantNameOf } from "../act.ts";
import { linuxTableConstants } from "../constants.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { HOST_CONTEXT, has } from "./credentials.ts";
import { failed, type Outcome, succeeded } from "./outcome.ts";

/** Lines that the log holds. */
const mostLines = (): number => linuxTableConstants.logLines.value;

/** Writes a line about a process; the oldest goes when the log is full. */
export function writeLog(act: Act, process: ProcessEntry, text: string): void {
  const { log } = act.context.names;
  log.push({ tenant: tenantNameOf(act, process), text: `${process.name}: ${text}`, at: now() });
  if (log.length > mostLines()) log.shift();
}

/**
 * Reads the kernel's log: syslog(2), dmesg(1). On Linux of 2005 everybody may; within a Linux-VServer context only who
 * has been given it. Clearing it takes CAP_SYS_ADMIN.
 */
export function useLog(act: Act, process: ProcessEntry, name: "readLog" | "clearLog"): Outcome {
  const { context } = act;
  const caller = process.credentials;
  if (caller.xid !== HOST_CONTEXT && makes(context, "context") && !has(caller, "CAP_SYSLOG")) return failed("EPERM");
  if (name === "clearLog" && makes(context, "permissions") && !has(caller, "CAP_SYS_ADMIN")) return failed("EPERM");
  const tenants = [...new Set(context.names.log.map(({ tenant }) => tenant))];
  if (name === "clearLog") context.names.log = [];
  return succeeded(tenants.map((tenant) => ({ kind: "log", tenant, name: "lines" })));
}
