import { type ContextLimits, linuxMemoryConstants } from "@crosstalk/guest-os";
import { type ConfiguredPolicy, tokenBucket } from "@crosstalk/scheduling";
import { linuxSettings, vserverSettings } from "./costs/settings.ts";
import type { LinuxOptions } from "./linux-kernel.ts";
import type { Platform, TenantOptions } from "./platform.ts";
import { type SharedKernel, sharedKernel } from "./shared-kernel.ts";
import { TENANT_PAGES } from "./tenant-machine.ts";

/** How a Linux-VServer is set up. Limits that are null are not set. */
export interface VServerOptions extends LinuxOptions {
  /**
   * How contexts share processors: `hard`, by token buckets that hold who has used up his part (flag `sched_hard`);
   * `soft`, by ones that make the priority worse (flag `sched_prio`); `none`, as plain processes. `hard` by default.
   */
  readonly limit?: "none" | "soft" | "hard";
  /** Whether time in which a processor would idle is given to those that are held (hard limit only); true by default. */
  readonly idleTime?: boolean;
  /** Pages that a context of which nothing else is said may have in frames; 65,536 (256 MiB), as machines have, by default. */
  readonly pages?: number | null;
  /** Most processes of a context; by default a sixteenth of its pages, as many as a kernel allows a machine of that size. */
  readonly processes?: number | null;
  /** Most files that a context has open (VLIMIT_OPENFD); null by default. */
  readonly files?: number | null;
}

/** Addresses of the machine: one for each context, so there can be as many. */
const ADDRESSES = Array.from({ length: vserverSettings.addresses.value }, (_, number) => `10.0.0.${1 + number}`);

/** Token buckets that fill by weights or caps, over the kernel's own policy. */
function buckets(limit: "soft" | "hard", idleTime: boolean, hz: number): (over: ConfiguredPolicy) => ConfiguredPolicy {
  const flags = limit === "hard" ? { hard: true, priority: false } : { hard: false, priority: true };
  const idle = limit === "hard" && idleTime ? "weights" : null;
  return (over) => tokenBucket(over, { hz, ...flags, fill: "weights", idle });
}

function limitsOf({ pages: most, processes, files = null }: VServerOptions, { pages }: TenantOptions): ContextLimits {
  const granted = pages ?? (most === undefined ? TENANT_PAGES : most);
  const children =
    processes === undefined && granted !== null ? Math.ceil(granted / linuxMemoryConstants.framesPerProcess.value) : processes;
  return {
    ...(granted === null ? {} : { pages: granted }),
    ...(children === undefined || children === null ? {} : { processes: children }),
    ...(files === null ? {} : { files }),
  };
}

/**
 * Linux-VServer (2.1 and later on Linux 2.6): each tenant is a security context of one kernel, with a root directory
 * behind a barrier, an address of its own, and the root user with fewer capabilities. The kernel looks all names up
 * within the context, and bounds what it may have of processors, pages and processes.
 *
 * By default it is set up as by somebody who wants tenants kept apart, which the product leaves to its administrator
 * (flags and limits are off until they are set): hard token buckets whose fill rates are the tenants' parts of all
 * weights, or their caps; idle time given away; pages and processes limited. A cap is kept on each processor by itself,
 * a part of it each: a single process gets that part. With `limit: "none"` processors are shared as among plain
 * processes.
 *
 * The kernel itself stays one: its memory, locks, page cache and tables are shared. Semaphores are counted for each
 * context and not limited (`account_mask` of kernel/vserver/limit.c, quoted), so who leaks them takes them from all. No
 * published measurement of it was seen that the simulator could be held against.
 */
export function linuxVServer(options: VServerOptions = {}): Platform {
  const { limit = "hard", idleTime = true, pages: _pages, processes: _processes, files: _files, ...linux } = options;
  const product: SharedKernel = {
    name: limit === "hard" ? "linux-vserver" : `linux-vserver-${limit}`,
    year: 2006,
    about: `security contexts of one Linux kernel, ${limit === "none" ? "without token buckets" : `${limit} token buckets`}`,
    sources: [
      "Linux-VServer 2.1 for Linux 2.6 (kernel/vserver/sched.c, limit.h; public copies): token buckets, limits",
      "Linux-VServer (recalled): contexts, barrier, network contexts, capability bounding",
    ],
    confine: (name, number, tenant) => ({
      id: vserverSettings.firstContext.value + number,
      root: `/vservers/${name}`,
      addresses: ADDRESSES.slice(number, number + 1),
      limits: limitsOf(options, tenant),
    }),
    user: { uid: 0, gid: 0 },
    addresses: ADDRESSES,
    ...(limit === "none" ? {} : { scheduling: buckets(limit, idleTime, linux.hz ?? linuxSettings.ticks.value) }),
  };
  return sharedKernel(product, linux);
}
