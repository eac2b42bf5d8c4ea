import { ptraced } from "@crosstalk/hypervisor";
import { skas2003Costs } from "./costs/skas-2003.ts";
import { type HostedOptions, hostedMachines } from "./hosted-machines.ts";
import type { Platform } from "./platform.ts";

/**
 * User-Mode Linux with a separate kernel address space (skas3) of 2003: each tenant's kernel is a process of a Linux
 * kernel, which traces the tenant's processes by ptrace and keeps their address spaces by calls of the host.
 *
 * To the host a tenant is a process like others, so at the host's ticks and switches nothing is left but a process. Host
 * and guests have 100 ticks a second, as Linux 2.4 (recalled).
 */
export function userModeLinux(options: HostedOptions = {}): Platform {
  return hostedMachines(
    () => ({
      name: "user-mode-linux",
      year: 2003,
      about: "User-Mode Linux (skas3): kernels as processes of Linux that trace their own processes",
      sources: ["Barham et al., SOSP 2003, Tables 3-5 (UML)", "arch/um/kernel/skas of User-Mode Linux for 2.4"],
      rewriting: ptraced(skas2003Costs),
      features: { hypervisor: "UML", stolenTime: false },
    }),
    options,
  );
}
