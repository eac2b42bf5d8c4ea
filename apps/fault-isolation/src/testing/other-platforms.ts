import type { Simulation } from "@crosstalk/engine";
import { type Confinement, type InstalledKernel, installKernel } from "@crosstalk/guest-os";
import type { Host } from "@crosstalk/hardware";
import { binaryTranslation, installHypervisor } from "@crosstalk/hypervisor";
import { linuxKernel, type Platform, promisesNothing, softwareVmm2006Costs, vmm2006OwnCosts } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";

function platformOf(
  name: string,
  install: (simulation: Simulation, host: Host) => InstalledKernel,
  confine: (number: number) => { readonly confinement?: Confinement },
): Platform {
  const platform: Platform = {
    name,
    year: 2005,
    about: "for tests",
    sources: [],
    tenants: "processes",
    enforces: promisesNothing,
    boot(simulation, host) {
      const kernel = install(simulation, host);
      let tenants = 0;
      return {
        platform,
        host,
        tenant(tenantName) {
          const tenant = kernel.tenant(tenantName, { weight: 256, ...confine(tenants) });
          tenants += 1;
          return {
            name: tenantName,
            run(program, programName = "main") {
              tenant.run(program, programName);
              return { name: programName, ended: () => undefined, killed: () => false, began: () => undefined };
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

/** A hypervisor with one VM, in whose one kernel all tenants are: what is left of ESX without a kernel for each. */
export const oneMachineForAll = platformOf(
  "one-machine-for-all",
  (simulation, host) => {
    const hypervisor = installHypervisor(simulation, "vmm", host, {
      name: "VMM",
      scheduling: roundRobin({ slice: 10_000_000 }),
      rewriting: binaryTranslation(softwareVmm2006Costs),
      costs: vmm2006OwnCosts,
    });
    const devices = host.devices.map(({ name }) => name);
    const machine = hypervisor.createVirtualMachine("all", { pages: 65_536, devices });
    return installKernel(simulation, `${machine.path}/linux`, machine, linuxKernel());
  },
  () => ({}),
);

/** Security contexts of one kernel, each of which may have so many files open; absent: as many as there are. */
export function contexts(files?: number): Platform {
  return platformOf(
    "contexts",
    (simulation, host) => installKernel(simulation, "linux", host, linuxKernel()),
    (number) => ({
      confinement: {
        id: 2 + number,
        root: `/vservers/v${number}`,
        addresses: [],
        ...(files === undefined ? {} : { limits: { files } }),
      },
    }),
  );
}
