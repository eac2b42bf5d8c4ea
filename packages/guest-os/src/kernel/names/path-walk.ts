import type { KernelContext } from "../state.ts";
import type { Credentials } from "./credentials.ts";
import { fileTree, partsOf } from "./file-tree.ts";
import type { Inode } from "./name-tables.ts";
import type { Failure } from "./outcome.ts";
import { mayUse, SEARCH } from "./permission.ts";

/** Where a path leads: the directory, the name in it, and the inode, if there is one of that name. */
export interface Place {
  readonly parent: number;
  readonly name: string;
  readonly number: number | undefined;
  readonly inode: Inode | undefined;
}

/**
 * Follows a path from the caller's root, or from its working directory if it is relative, as path_resolution(7) says:
 * each directory passed must let the caller search it, and `..` of the caller's own root is that root. A caller whose
 * working directory lies outside its root meets no root on its way up: that is how a process leaves a chroot.
 */
export function walk(context: KernelContext, caller: Credentials, path: string): Place | Failure {
  const inodes = fileTree(context);
  const parts = partsOf(path);
  let number = path.startsWith("/") ? caller.root : caller.directory;
  let parent = number;
  let name = "";
  for (let index = 0; index < parts.length; index += 1) {
    const inode = inodes[number] as Inode;
    if (inode.kind !== "directory") return "ENOTDIR";
    if (!mayUse(context, caller, inode, SEARCH)) return "EACCES";
    parent = number;
    name = parts[index] as string;
    const next = name === ".." ? (number === caller.root ? number : inode.parent) : inode.entries[`/${name}`];
    if (next === undefined) return index === parts.length - 1 ? { parent, name, number: undefined, inode: undefined } : "ENOENT";
    number = next;
  }
  return { parent, name, number, inode: inodes[number] as Inode };
}
