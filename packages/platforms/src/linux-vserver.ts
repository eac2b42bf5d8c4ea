import type { LinuxOptions } from "./linux-kernel.ts";
import type { Platform } from "./platform.ts";
import { sharedKernel } from "./shared-kernel.ts";

/** How a Linux-VServer is set up. */
export interface VServerOptions extends LinuxOptions {
  /** Most processes of a context; absent: no limit of its own. */
  readonly processes?: number;
}

/** The first number of a context: 0 is the host, 1 sees into all. */
const FIRST_CONTEXT = 2;
/** Addresses of the machine: one for each context, so there can be as many. */
const ADDRESSES = Array.from({ length: 250 }, (_, number) => `10.0.0.${1 + number}`);

/**
 * Linux-VServer (2.0 on Linux 2.6): each tenant is a security context of one kernel, with a root directory behind a
 * barrier, an address of its own, and the root user with fewer capabilities. The kernel looks all names up within the
 * context.
 *
 * Simplified: its token bucket is left out, so processors are shared as among plain processes, which is what a context
 * without the flags for it gets. No published measurement of it was seen that the simulator could be held against.
 */
export function linuxVServer(options: VServerOptions = {}): Platform {
  const { processes, ...linux } = options;
  return sharedKernel(
    {
      name: "linux-vserver",
      year: 2005,
      about: "security contexts of one Linux kernel",
      sources: ["Linux-VServer 2.0 (recalled): contexts, barrier, network contexts, capability bounding, limits"],
      confine: (name, number) => ({
        id: FIRST_CONTEXT + number,
        root: `/vservers/${name}`,
        addresses: ADDRESSES.slice(number, number + 1),
        ...(processes === undefined ? {} : { limits: { processes } }),
      }),
      user: { uid: 0, gid: 0 },
      addresses: ADDRESSES,
    },
    linux,
  );
}
