import { installKernel } from "@crosstalk/guest-os";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import { groupLack, runningProgram, timeCausedBy } from "./measures.ts";
import type { Platform } from "./platform.ts";
import { checkTenant } from "./tenant-options.ts";

/**
 * A general-purpose operating system: tenants are users' processes, side by side in one kernel. Weights of tenants are
 * weights of each of their processes, where the scheduler knows weights (EEVDF); O(1) knows nice levels only, so all
 * processes are equal there. Caps can't be enforced.
 */
export function plainLinux(options: LinuxOptions = {}): Platform {
  const modern = options.scheduler === "eevdf";
  const platform: Platform = {
    name: modern ? "linux-eevdf" : "linux",
    year: modern ? 2023 : 2005,
    about: modern ? "Linux processes under EEVDF (6.6 and later)" : "Linux processes under the O(1) scheduler (2.6.0 to 2.6.22)",
    sources: [
      "Barham et al., SOSP 2003, Tables 3-5 (Linux-UP)",
      "Linux 2.6 kernel/sched.c (recalled)",
      "Linux Documentation/scheduler/sched-eevdf.rst",
    ],
    boot(simulation, host) {
      const path = "linux";
      const kernel = installKernel(simulation, path, host, linuxKernel(options));
      const names: string[] = [];
      return {
        platform,
        host,
        tenant(name, wanted = {}) {
          const { weight } = checkTenant(platform.name, names, name, wanted, { caps: false, reservations: false });
          const tenant = kernel.tenant(name, { weight });
          return {
            name,
            run(program, programName = "main") {
              return runningProgram(simulation, path, tenant.index, tenant.run(program, programName), programName);
            },
            time: () => timeCausedBy(host, [name]),
            stolen: () => groupLack(simulation, `${path}/scheduler`, tenant.index),
          };
        },
      };
    },
  };
  return platform;
}
