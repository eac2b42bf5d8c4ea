import { ModelError } from "@crosstalk/engine";
import type { KernelContext } from "../state.ts";
import { defaultUser, isContext } from "./credentials.ts";
import type { FileSeed, Inode } from "./name-tables.ts";

/** Inode of the host's root directory. */
export const ROOT = 0;

/** Parts of a path, without those that stay where they are. */
export function partsOf(path: string): string[] {
  return path.split("/").filter((part) => part !== "" && part !== ".");
}

/** Adds an inode to the tree; takes a free number if there is one. */
export function addInode(context: KernelContext, parent: number, name: string, inode: Omit<Inode, "path" | "parent">): number {
  const { inodes, freeInodes } = context.names;
  const above = inodes[parent];
  const number = freeInodes.pop() ?? inodes.length;
  const path = above === undefined || above === null ? "/" : `${above.path === "/" ? "" : above.path}/${name}`;
  const { kind, tenant, owner, group, mode, version, entries, barrier, users } = inode;
  inodes[number] = { kind, tenant, owner, group, mode, version, entries, barrier, users, path, parent };
  if (above !== undefined && above !== null) above.entries[`/${name}`] = number;
  return number;
}

/** What an inode is made with unless something else is said: a directory of root's for all to read. */
export const plainDirectory: Omit<Inode, "path" | "parent"> = {
  kind: "directory",
  tenant: "",
  owner: 0,
  group: 0,
  mode: 0o755,
  version: 0,
  entries: {},
  barrier: false,
  users: [],
};

/** The directory of that path, made with all above it if it is missing. */
function directory(context: KernelContext, path: string): number {
  let at = ROOT;
  for (const part of partsOf(path)) {
    const next = context.names.inodes[at]?.entries[`/${part}`];
    at = next ?? addInode(context, at, part, { ...plainDirectory, entries: {} });
  }
  return at;
}

function plant(context: KernelContext, { path, kind = "file", tenant = "", owner, group, mode, users = [] }: FileSeed): void {
  const index = context.tenants.findIndex(({ name }) => name === tenant);
  if (tenant !== "" && index < 0) throw new ModelError(`${context.path}: file ${path} belongs to ${tenant}, which is no tenant`);
  const user = index < 0 ? { uid: 0, gid: 0 } : (context.tenants[index]?.user ?? defaultUser(index));
  const parts = partsOf(path);
  const name = parts.pop();
  if (name === undefined || parts.includes("..") || name === "..")
    throw new ModelError(`${context.path}: no file can be at ${path}`);
  const parent = directory(context, parts.join("/"));
  const owned = { owner: owner ?? user.uid, group: group ?? user.gid, mode: mode ?? (kind === "directory" ? 0o755 : 0o644) };
  const made = { ...plainDirectory, kind, tenant, ...owned, users, entries: {} };
  const known = context.names.inodes[parent]?.entries[`/${name}`];
  if (known === undefined) addInode(context, parent, name, made);
  else
    context.names.inodes[known] = {
      ...(context.names.inodes[known] as Inode),
      ...made,
      entries: (context.names.inodes[known] as Inode).entries,
    };
}

/**
 * The kernel's file tree, made when it is first looked at: a small system with a password file and the device file of
 * memory, a root directory with its own password file for each confined tenant, a barrier above that of each context, and
 * the files that were asked for. Content is a version number. Simplified: no links, no mounts, no inode tags of contexts.
 */
export function fileTree(context: KernelContext): readonly (Inode | null)[] {
  const { inodes } = context.names;
  if (inodes.length > 0) return inodes;
  addInode(context, ROOT, "", { ...plainDirectory, entries: {} });
  const free = context.tenants.filter(({ confinement }) => partsOf(confinement?.root ?? "/").length === 0);
  plant(context, { path: "/etc/passwd", users: free.map(({ name }) => name) });
  plant(context, { path: "/tmp", kind: "directory", mode: 0o1777 });
  plant(context, { path: "/dev/mem", kind: "device", mode: 0o640 });
  context.tenants.forEach(({ name, confinement }) => {
    if (confinement === undefined || partsOf(confinement.root).length === 0) return;
    const { root } = confinement;
    const same = context.tenants.filter((each) => each.confinement?.root === root).map((each) => each.name);
    plant(context, { path: root, kind: "directory", tenant: name, owner: 0, group: 0 });
    plant(context, { path: `${root}/etc/passwd`, users: same, tenant: name, owner: 0, group: 0 });
    plant(context, { path: `${root}/tmp`, kind: "directory", mode: 0o1777, tenant: name, owner: 0, group: 0 });
    if (!isContext(confinement)) return;
    const above = inodes[directory(context, root)]?.parent ?? ROOT;
    inodes[above] = { ...(inodes[above] as Inode), barrier: true };
  });
  for (const seed of context.naming?.files ?? []) plant(context, seed);
  return inodes;
}
