import { type Act, tenantNameOf } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { type Credentials, has } from "./credentials.ts";
import { addInode, plainDirectory } from "./file-tree.ts";
import type { NameCall } from "./name-call.ts";
import type { Inode } from "./name-tables.ts";
import { failed, type ObjectReference, type Outcome, succeeded } from "./outcome.ts";
import { walk } from "./path-walk.ts";
import { mayUse, READ, SEARCH, WRITE } from "./permission.ts";
import { takeFile } from "./table-room.ts";

function reference({ kind, tenant, path }: Inode): readonly ObjectReference[] {
  return kind === "file" ? [{ kind: "file", tenant, name: path }] : [];
}

/** Looks an inode up by path and does something with it; open(2), stat(2), unlink(2), chdir(2), chroot(2). */
export function useFile(act: Act, process: ProcessEntry, call: NameCall & { readonly path: string }): Outcome {
  const { context } = act;
  const caller = process.credentials;
  const place = walk(context, caller, call.path);
  if (typeof place === "string") return failed(place);
  const { inode, number, parent, name } = place;
  if (call.name === "create") return create(act, process, call, place);
  if (inode === undefined || number === undefined) return failed("ENOENT");
  const found = reference(inode);
  switch (call.name) {
    case "list":
      if (inode.kind !== "directory") return failed("ENOTDIR", found);
      if (!mayUse(context, caller, inode, READ)) return failed("EACCES");
      return succeeded(Object.values(inode.entries).flatMap((each) => reference(context.names.inodes[each] as Inode)));
    case "open":
    case "read":
    case "write":
      return openFile(act, process, call.name, inode);
    case "unlink": {
      const directory = context.names.inodes[parent] as Inode;
      if (inode.kind === "directory") return failed("EISDIR", found);
      if (!mayUse(context, caller, directory, WRITE | SEARCH)) return failed("EACCES", found);
      if (makes(context, "permissions") && sticks(caller, directory, inode)) return failed("EPERM", found);
      delete directory.entries[`/${name}`];
      context.names.inodes[number] = null;
      context.names.freeInodes.push(number);
      return succeeded(found);
    }
    case "chdir":
    case "chroot":
      if (inode.kind !== "directory") return failed("ENOTDIR", found);
      if (!mayUse(context, caller, inode, SEARCH)) return failed("EACCES");
      if (call.name === "chroot" && makes(context, "permissions") && !has(caller, "CAP_SYS_CHROOT")) return failed("EPERM");
      // The working directory stays where it is, as chroot(2) warns.
      process.credentials = { ...caller, [call.name === "chroot" ? "root" : "directory"]: number };
      return succeeded(found);
    default:
      return succeeded(found);
  }
}

/** In a sticky directory, names may be taken away only by who owns the file or the directory. */
function sticks(caller: Credentials, directory: Inode, { owner }: Inode): boolean {
  if ((directory.mode & 0o1000) === 0 || has(caller, "CAP_DAC_OVERRIDE")) return false;
  return caller.uid !== owner && caller.uid !== directory.owner;
}

function openFile(act: Act, process: ProcessEntry, name: "open" | "read" | "write", inode: Inode): Outcome {
  const { context } = act;
  const found = reference(inode);
  if (inode.kind === "directory" && name === "write") return failed("EISDIR");
  if (!mayUse(context, process.credentials, inode, name === "write" ? WRITE : READ)) return failed("EACCES", found);
  if (name === "open") {
    const full = takeFile(act, process);
    if (full !== undefined) return full;
  }
  if (name === "write" && inode.kind === "file") inode.version += 1;
  return succeeded(found, inode.kind === "file" ? inode.version : undefined);
}

function create(
  act: Act,
  process: ProcessEntry,
  { kind, mode }: NameCall & { readonly name: "create" },
  { inode, parent, name }: { readonly inode: Inode | undefined; readonly parent: number; readonly name: string },
): Outcome {
  const { context } = act;
  const caller = process.credentials;
  if (inode !== undefined) return failed("EEXIST", reference(inode));
  if (!mayUse(context, caller, context.names.inodes[parent] as Inode, WRITE | SEARCH)) return failed("EACCES");
  if (kind === "device" && makes(context, "permissions") && !has(caller, "CAP_MKNOD")) return failed("EPERM");
  const owned = { tenant: tenantNameOf(act, process), owner: caller.uid, group: caller.gid };
  const made = addInode(context, parent, name, { ...plainDirectory, ...owned, kind, mode, entries: {} });
  return succeeded(reference(context.names.inodes[made] as Inode));
}
