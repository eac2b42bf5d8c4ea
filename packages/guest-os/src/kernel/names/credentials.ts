import { allCapabilities, type Capability, contextCapabilities } from "./capabilities.ts";

/** The context of processes that are in none: the host itself. */
export const HOST_CONTEXT = 0;
/** The context whose processes see into all others. */
export const SPECTATOR_CONTEXT = 1;

/** Who a process is when it names something: credentials(7), with the places that paths start from. */
export interface Credentials {
  readonly uid: number;
  readonly gid: number;
  readonly capabilities: readonly Capability[];
  /** Inode of the directory that it calls `/`, and of its working directory. */
  readonly root: number;
  readonly directory: number;
  /** Linux-VServer's security context (xid). */
  readonly xid: number;
}

/** The user as whom a tenant's programs run. */
export interface TenantUser {
  readonly uid: number;
  readonly gid: number;
}

/** What a context may use at most; absent: no limit. `pages` are those that its processes have in frames. */
export interface ContextLimits {
  readonly processes?: number;
  readonly pages?: number;
  readonly files?: number;
  readonly segments?: number;
  readonly semaphores?: number;
}

/** A Linux-VServer context. Its root directory gets the barrier on the directory above it, as its tools set it. */
export interface SecurityContext {
  /** Its number, 2 or above. */
  readonly id: number;
  readonly root: string;
  /** The host's addresses that are its own (network context). */
  readonly addresses: readonly string[];
  /** What its root keeps of capabilities; those of {@link contextCapabilities} by default. */
  readonly capabilities?: readonly Capability[];
  readonly limits?: ContextLimits;
  /** Load average and free memory are shown as its own (flags VIRT_LOAD and VIRT_MEM); the host's by default. */
  readonly ownUsage?: boolean;
}

/** How a tenant's processes are confined: by a root directory (chroot), or by a context. */
export type Confinement = { readonly root: string } | SecurityContext;

/** Refuses users and confinements that can't be, naming all that is wrong. */
export function checkTenantNames(user: TenantUser | undefined, confinement: Confinement | undefined): void {
  const problems: string[] = [];
  const whole = (name: string, value: number, least: number): void => {
    if (!Number.isSafeInteger(value) || value < least)
      problems.push(`${name} is ${value}; allowed is a whole number from ${least}`);
  };
  if (user !== undefined) {
    whole("uid", user.uid, 0);
    whole("gid", user.gid, 0);
  }
  if (confinement !== undefined && !/^(\/[^/.][^/]*)+$|^\/$/.test(confinement.root))
    problems.push(`root is "${confinement.root}"; allowed is a path from / without dots`);
  if (isContext(confinement)) {
    whole("context id", confinement.id, 1);
    for (const [name, limit] of Object.entries(confinement.limits ?? {})) whole(`limit of ${name}`, limit, 0);
  }
  if (problems.length > 0) throw new RangeError(problems.join("; "));
}

/** Whether it is a context and not only a root directory. */
export function isContext(confinement: Confinement | undefined): confinement is SecurityContext {
  return confinement !== undefined && "id" in confinement;
}

/** The user of a tenant that names none: each tenant another. */
export function defaultUser(tenant: number): TenantUser {
  return { uid: 1_000 + tenant, gid: 1_000 + tenant };
}

/** Capabilities that a user's processes begin with: root's are bounded by its context's set. */
export function initialCapabilities({ uid }: TenantUser, confinement: Confinement | undefined): readonly Capability[] {
  if (uid !== 0) return [];
  return isContext(confinement) ? (confinement.capabilities ?? contextCapabilities) : allCapabilities;
}

/** Whether a process has a capability. */
export function has({ capabilities }: Credentials, capability: Capability): boolean {
  return capabilities.includes(capability);
}

/** As another user: who was root loses what root can, as setuid(2) does. */
export function asUser(credentials: Credentials, uid: number): Credentials {
  return { ...credentials, uid, capabilities: uid === 0 ? credentials.capabilities : [] };
}
