import type { Act } from "../act.ts";
import type { KernelContext, ProcessEntry } from "../state.ts";
import { type Credentials, defaultUser, HOST_CONTEXT, initialCapabilities, isContext } from "./credentials.ts";
import { fileTree, partsOf, ROOT } from "./file-tree.ts";
import { sayNamed } from "./name-event.ts";
import { releasePorts } from "./ports.ts";
import { book, contextHasRoom } from "./table-room.ts";

/** Who the processes are that a kernel starts for a tenant: as if its tools had put them into their root and context. */
export function initialCredentials(context: KernelContext, tenant: number): Credentials {
  const { user = defaultUser(tenant), confinement } = context.tenants[tenant] ?? {};
  const root = confinement === undefined ? ROOT : inodeOf(context, confinement.root);
  return {
    uid: user.uid,
    gid: user.gid,
    capabilities: initialCapabilities(user, confinement),
    root,
    directory: root,
    xid: isContext(confinement) ? confinement.id : HOST_CONTEXT,
  };
}

function inodeOf(context: KernelContext, path: string): number {
  const inodes = fileTree(context);
  return partsOf(path).reduce((at, part) => inodes[at]?.entries[`/${part}`] ?? ROOT, ROOT);
}

/** Counts a process that is new in its context. */
export function enterContext(act: Act, { credentials }: ProcessEntry): void {
  if (credentials.xid !== HOST_CONTEXT) book(act, credentials.xid, "processes", 1);
}

/** Counts a process off whose entry in the process table has gone. */
export function leaveContext(act: Act, { credentials }: ProcessEntry): void {
  if (credentials.xid !== HOST_CONTEXT) book(act, credentials.xid, "processes", -1);
}

/** Whether the context of a process lets it have a child; if not, fork fails with EAGAIN, which NAMED says. */
export function mayFork(act: Act, process: ProcessEntry): boolean {
  if (process.credentials.xid === HOST_CONTEXT || contextHasRoom(act, process, "processes")) return true;
  sayNamed(act, process, { name: "fork" }, { result: "EAGAIN", found: [] });
  return false;
}

/** Gives back what a process that ends has open. */
export function releaseNames(act: Act, process: ProcessEntry): void {
  const { names } = act.context;
  const held = names.held[process.pid];
  if (names.doomed.length > 0) names.doomed = names.doomed.filter((pid) => pid !== process.pid);
  if (held === undefined) return;
  releasePorts(act, held.ports);
  if (held.files > 0) book(act, process.credentials.xid, "files", -held.files);
  delete names.held[process.pid];
}
