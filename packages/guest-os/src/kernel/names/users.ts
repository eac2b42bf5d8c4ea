import type { Act } from "../act.ts";
import type { KernelContext, ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { asUser, defaultUser, HOST_CONTEXT, has, isContext } from "./credentials.ts";
import { failed, type ObjectReference, type Outcome, succeeded } from "./outcome.ts";
import { walk } from "./path-walk.ts";
import { mayUse, READ } from "./permission.ts";

const reference = (tenant: string): ObjectReference => ({ kind: "user", tenant, name: "user" });

/** The users that the password file at the caller's root lists: getpwent(3). */
export function listUsers({ context }: Act, { credentials }: ProcessEntry): Outcome {
  const place = walk(context, credentials, "/etc/passwd");
  if (typeof place === "string") return failed(place);
  if (place.inode === undefined) return failed("ENOENT");
  if (!mayUse(context, credentials, place.inode, READ)) return failed("EACCES");
  return succeeded(place.inode.users.map(reference));
}

/** Whose processes are taken for one's own by a user of that number: user numbers are told apart by context only. */
function tenantsOf(context: KernelContext, uid: number, xid: number): string[] {
  return context.tenants.flatMap(({ name, user, confinement }, index) => {
    const context_ = isContext(confinement) ? confinement.id : HOST_CONTEXT;
    return (user ?? defaultUser(index)).uid === uid && context_ === xid ? [name] : [];
  });
}

/** Goes on as another user: setuid(2). */
export function setUser({ context }: Act, process: ProcessEntry, uid: number): Outcome {
  const caller = process.credentials;
  if (uid !== caller.uid && makes(context, "permissions") && !has(caller, "CAP_SETUID")) return failed("EPERM");
  process.credentials = asUser(caller, uid);
  return succeeded(tenantsOf(context, uid, caller.xid).map(reference));
}
