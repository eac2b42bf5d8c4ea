import { type Act, tenantNameOf } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { has, SPECTATOR_CONTEXT } from "./credentials.ts";
import type { IpcType, NameCall } from "./name-call.ts";
import type { IpcObject, Table } from "./name-tables.ts";
import { failed, type ObjectReference, type Outcome, succeeded } from "./outcome.ts";
import { modeAllows, READ, WRITE } from "./permission.ts";
import { book, refusedBy } from "./table-room.ts";
import { reaches } from "./visibility.ts";

const TABLES: { readonly [Type in IpcType]: Table } = { segment: "segments", semaphore: "semaphores" };

function reference({ tenant, type, key }: IpcObject): ObjectReference {
  return { kind: "ipc", tenant, name: `${type}:${key}` };
}

/** The object of a key in the caller's context; who sees into other contexts finds theirs if its own has none. */
function find({ context }: Act, { credentials: { xid } }: ProcessEntry, type: IpcType, key: number): IpcObject | undefined {
  const all = context.names.ipc[`${type}:${key}`];
  if (all === undefined) return undefined;
  if (all[xid] !== undefined || (xid !== SPECTATOR_CONTEXT && makes(context, "context"))) return all[xid];
  return Object.values(all)[0];
}

/**
 * Makes a System V shared memory segment or semaphore set: shmget(2), semget(2) with IPC_CREAT and IPC_EXCL; svipc(7).
 * They outlive their makers. Keys are looked up among the objects of the caller's context, but the table is one for
 * all. Simplified: sizes and values are not kept, content is a version number.
 */
export function ipcCreate(act: Act, process: ProcessEntry, call: NameCall & { readonly name: "ipcCreate" }): Outcome {
  const { names } = act.context;
  const { uid, gid, xid } = process.credentials;
  const known = call.key === 0 ? undefined : find(act, process, call.type, call.key);
  if (known !== undefined) return failed("EEXIST", [reference(known)]);
  const refused = refusedBy(act, process, TABLES[call.type]);
  if (refused !== undefined) return failed("ENOSPC", [refused]);
  if (call.key === 0) names.nameless += 1;
  const key = call.key === 0 ? `nameless${names.nameless}` : String(call.key);
  const owned = { tenant: tenantNameOf(act, process), owner: uid, group: gid, mode: call.mode, xid };
  const made: IpcObject = { type: call.type, key, ...owned, version: 0 };
  names.ipc[`${call.type}:${key}`] = { ...names.ipc[`${call.type}:${key}`], [xid]: made };
  book(act, xid, TABLES[call.type], 1);
  return succeeded([reference(made)]);
}

/** Reads, changes or removes the object of a key. Who may not is told so, and knows that there is one. */
export function ipcUse(
  act: Act,
  process: ProcessEntry,
  call: NameCall & { readonly name: "ipcRead" | "ipcWrite" | "ipcRemove" },
): Outcome {
  const { context } = act;
  const caller = process.credentials;
  const object = find(act, process, call.type, call.key);
  if (object === undefined) return failed("ENOENT");
  const found = [reference(object)];
  const checked = makes(context, "permissions");
  if (call.name === "ipcRemove") {
    if (checked && caller.uid !== object.owner && !has(caller, "CAP_SYS_ADMIN")) return failed("EPERM", found);
    const place = `${object.type}:${object.key}`;
    const left = context.names.ipc[place] ?? {};
    delete left[object.xid];
    if (Object.keys(left).length === 0) delete context.names.ipc[place];
    book(act, object.xid, TABLES[call.type], -1);
    return succeeded(found);
  }
  const wanted = call.name === "ipcRead" ? READ : WRITE;
  if (checked && !has(caller, "CAP_IPC_OWNER") && !modeAllows(caller, object, wanted)) return failed("EACCES", found);
  if (call.name === "ipcWrite") object.version += 1;
  return succeeded(found, object.version);
}

/** The objects of a type, as /proc/sysvipc shows them to everybody in the context. */
export function ipcList(act: Act, process: ProcessEntry, type: IpcType): Outcome {
  const { context } = act;
  const found: ObjectReference[] = [];
  for (const objects of Object.values(context.names.ipc)) {
    for (const object of Object.values(objects)) {
      if (object.type === type && reaches(context, process.credentials.xid, object.xid)) found.push(reference(object));
    }
  }
  return succeeded(found);
}
