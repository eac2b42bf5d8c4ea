import { fileTree } from "./kernel/names/file-tree.ts";
import type { ObjectKind, ObjectReference } from "./kernel/names/outcome.ts";
import type { KernelContext, ProcessEntry } from "./kernel/state.ts";

/** Tables of a kernel in which each tenant needs room. */
const TABLES: readonly string[] = ["files", "segments", "semaphores"];

/** The kernel's files; one whose programs have named none so far has not made its tree yet. */
function inodesOf(kernel: KernelContext) {
  if (kernel.names.inodes.length > 0) return kernel.names.inodes;
  return fileTree({ ...kernel, names: { ...kernel.names, inodes: [], freeInodes: [] } });
}

/**
 * Everything that a tenant has in a kernel at one instant and that could be named: its files, processes and their memory
 * and times, ports, IPC objects, user, lines of the log, its part in the counters of the whole, its room in tables. For
 * an observer who sees all of the kernel: it is what a prober is measured against. A tenant that has a kernel of its own
 * has all of this there.
 */
export function census(kernel: KernelContext, tenant: string): ObjectReference[] {
  const index = kernel.tenants.findIndex(({ name }) => name === tenant);
  if (index < 0) throw new RangeError(`${kernel.path} has no tenant ${tenant}`);
  const { names } = kernel;
  const all = (kind: ObjectKind, those: readonly string[]): ObjectReference[] => those.map((name) => ({ kind, tenant, name }));
  const roles = kernel.processes
    .filter((each): each is ProcessEntry => each !== null && each.tenant === index && !each.ended)
    .map(({ role }) => role);
  const ports = Object.entries(names.ports)
    .filter(([, holders]) => Object.values(holders).some((holder) => holder.tenant === tenant))
    .map(([port]) => port);
  const ipc = Object.values(names.ipc).flatMap((objects) => Object.values(objects).filter((each) => each.tenant === tenant));
  return [
    ...all(
      "file",
      inodesOf(kernel).flatMap((each) => (each?.kind === "file" && each.tenant === tenant ? [each.path] : [])),
    ),
    ...all("process", roles),
    ...all("memory", roles),
    ...all("port", ports),
    ...all(
      "ipc",
      ipc.map(({ type, key }) => `${type}:${key}`),
    ),
    ...all("user", ["user"]),
    ...all("log", names.log.some((line) => line.tenant === tenant) ? ["lines"] : []),
    ...all("counter", ["load", "memory", ...roles.map((role) => `time of ${role}`)]),
    ...all("table", TABLES),
  ];
}
