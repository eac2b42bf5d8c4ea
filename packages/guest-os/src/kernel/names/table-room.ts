import { type Act, tenantNameOf } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { HOST_CONTEXT, isContext } from "./credentials.ts";
import { defaultTableSizes, type Held, type Limited, MOST_OPEN_FILES, type Table } from "./name-tables.ts";
import { failed, type ObjectReference, type Outcome } from "./outcome.ts";

const NONE: Readonly<Record<Limited, number>> = { processes: 0, files: 0, segments: 0, semaphores: 0 };

/** Whether the caller's context may take one more of something. */
export function contextHasRoom({ context }: Act, process: ProcessEntry, what: Limited): boolean {
  const { xid } = process.credentials;
  if (xid === HOST_CONTEXT || !makes(context, "limits")) return true;
  const confinement = context.tenants[process.tenant]?.confinement;
  const most = isContext(confinement) ? confinement.limits?.[what] : undefined;
  return most === undefined || (context.names.usedBy[xid]?.[what] ?? 0) < most;
}

/**
 * What an entry of a table is refused by: the table itself, which is full, or the context's own part of it; undefined if
 * there is room. Programs can't tell the one from the other; observers can, by whose it is.
 */
export function refusedBy(act: Act, process: ProcessEntry, table: Table): ObjectReference | undefined {
  const { names, naming } = act.context;
  if (names.used[table] >= (naming?.tables?.[table] ?? defaultTableSizes[table]))
    return { kind: "table", tenant: "", name: table };
  if (contextHasRoom(act, process, table)) return undefined;
  return { kind: "table", tenant: tenantNameOf(act, process), name: table };
}

/** Books an entry to a context, or gives one back. The host's own are not counted. */
export function book({ context }: Act, xid: number, what: Limited, number: number): void {
  if (what !== "processes") context.names.used[what] += number;
  if (xid === HOST_CONTEXT) return;
  const known = context.names.usedBy[xid] ?? { ...NONE };
  context.names.usedBy[xid] = known;
  known[what] += number;
}

/** What a process holds until it ends. */
export function heldBy({ context }: Act, { pid }: ProcessEntry): Held {
  const known = context.names.held[pid] ?? { files: 0, ports: [] };
  context.names.held[pid] = known;
  return known;
}

/** Takes an entry of the table of open files, or says why there is none. */
export function takeFile(act: Act, process: ProcessEntry): Outcome | undefined {
  if ((act.context.names.held[process.pid]?.files ?? 0) >= MOST_OPEN_FILES) return failed("EMFILE");
  const refused = refusedBy(act, process, "files");
  if (refused !== undefined) return failed("ENFILE", [refused]);
  heldBy(act, process).files += 1;
  book(act, process.credentials.xid, "files", 1);
  return undefined;
}

/** Closes the file that a process has opened last. */
export function closeFile(act: Act, process: ProcessEntry): void {
  const held = act.context.names.held[process.pid];
  if (held === undefined || held.files === 0) return;
  held.files -= 1;
  book(act, process.credentials.xid, "files", -1);
}
