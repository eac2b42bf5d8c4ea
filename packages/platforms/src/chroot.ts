import type { LinuxOptions } from "./linux-kernel.ts";
import type { Platform } from "./platform.ts";
import { sharedKernel } from "./shared-kernel.ts";

/**
 * chroot: processes of one Linux kernel, each tenant's with a root directory of its own, `/srv/` and its name. Paths are
 * looked up from there; all other names (processes, ports, IPC objects, the log, counters) are those of the one kernel.
 *
 * No published measurement of it was seen that the simulator could be held against.
 */
export function chroot(options: LinuxOptions = {}): Platform {
  return sharedKernel(
    {
      name: "chroot",
      year: 2005,
      about: "Linux processes with a root directory for each tenant",
      sources: ["chroot(2), path_resolution(7)"],
      confine: (name) => ({ root: `/srv/${name}` }),
    },
    options,
  );
}
