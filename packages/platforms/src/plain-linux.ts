import type { LinuxOptions } from "./linux-kernel.ts";
import type { Platform } from "./platform.ts";
import { sharedKernel } from "./shared-kernel.ts";

/** A general-purpose operating system: tenants are users' processes, side by side in one kernel, and nothing else. */
export function plainLinux(options: LinuxOptions = {}): Platform {
  const modern = options.scheduler === "eevdf";
  return sharedKernel(
    {
      name: modern ? "linux-eevdf" : "linux",
      year: modern ? 2023 : 2005,
      about: modern
        ? "Linux processes under EEVDF (6.6 and later)"
        : "Linux processes under the O(1) scheduler (2.6.0 to 2.6.22)",
      sources: [
        "Barham et al., SOSP 2003, Tables 3-5 (Linux-UP)",
        "Linux 2.6 kernel/sched.c (recalled)",
        "Linux Documentation/scheduler/sched-eevdf.rst",
      ],
    },
    options,
  );
}
