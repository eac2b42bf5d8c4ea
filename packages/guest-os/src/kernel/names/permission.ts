import type { KernelContext } from "../state.ts";
import { makes } from "./checks.ts";
import { type Credentials, HOST_CONTEXT, has, SPECTATOR_CONTEXT } from "./credentials.ts";
import type { Inode } from "./name-tables.ts";

/** Bits of a mode: what is asked for. */
export const READ = 4;
/** To change a file, or the names in a directory. */
export const WRITE = 2;
/** To pass through a directory. */
export const SEARCH = 1;

/** What has an owner, a group and a mode. */
interface Owned {
  readonly owner: number;
  readonly group: number;
  readonly mode: number;
}

/**
 * Whether the mode of a thing lets a caller do something: the owner's bits, else the group's, else the others'.
 * path_resolution(7), svipc(7). Simplified: no supplementary groups, no access control lists.
 */
export function modeAllows({ uid, gid }: Credentials, { owner, group, mode }: Owned, wanted: number): boolean {
  const bits = uid === owner ? mode >> 6 : gid === group ? mode >> 3 : mode;
  return (bits & wanted) === wanted;
}

/**
 * Whether a caller may do something with an inode. The barrier comes first, for no capability helps against it:
 * Linux-VServer's permission() with IS_BARRIER; recalled, high.
 */
export function mayUse(context: Pick<KernelContext, "naming">, caller: Credentials, inode: Inode, wanted: number): boolean {
  if (inode.barrier && caller.xid !== HOST_CONTEXT && caller.xid !== SPECTATOR_CONTEXT && makes(context, "barrier")) return false;
  return !makes(context, "permissions") || has(caller, "CAP_DAC_OVERRIDE") || modeAllows(caller, inode, wanted);
}
