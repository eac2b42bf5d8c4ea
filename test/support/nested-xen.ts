import { installKernel } from "@crosstalk/guest-os";
import type { Machine } from "@crosstalk/hardware";
import { enforcementOf, linuxKernel, type Platform } from "@crosstalk/platforms";
import { credit } from "@crosstalk/scheduling";
import { assistedHypervisor } from "./assisted-hypervisor.ts";

/** Tenants' VMs so many hypervisors deep, each hypervisor but the innermost with one VM for the next and one idle. */
export function nested(depth: number): Platform {
  const platform: Platform = {
    name: `nested ${depth} deep`,
    year: 2020,
    about: "hypervisors in virtual machines of hypervisors, for tests",
    sources: [],
    tenants: "machines",
    enforces: enforcementOf(credit(), "virtual processors"),
    boot(simulation, host) {
      const processors = host.processors.length;
      let machine: Machine = host;
      const make = (level: number) => assistedHypervisor(simulation, `level${level}`, machine, { scheduling: credit() });
      let hypervisor = make(0);
      for (let level = 1; level < depth; level += 1) {
        const beside = hypervisor.createVirtualMachine("beside", { pages: 8_000 });
        installKernel(simulation, `${beside.path}/linux`, beside, linuxKernel());
        machine = hypervisor.createVirtualMachine("inner", { pages: 400_000 - 10_000 * level, processors });
        hypervisor = make(level);
      }
      return {
        platform,
        host,
        tenant(name, { weight = 256, processors: count = 1 } = {}) {
          const virtual = hypervisor.createVirtualMachine(name, { pages: 10_000, weight, processors: count });
          const kernel = installKernel(simulation, `${virtual.path}/linux`, virtual, linuxKernel());
          const tenant = kernel.tenant(name, { weight });
          return {
            name,
            run(program, programName = "main") {
              tenant.run(program, programName);
              return { name: programName, ended: () => undefined, began: () => undefined, killed: () => false };
            },
            time: () => ({}),
            stolen: () => 0,
          };
        },
      };
    },
  };
  return platform;
}
