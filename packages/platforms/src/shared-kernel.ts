import { type Confinement, installKernel, type TenantUser } from "@crosstalk/guest-os";
import { readWhenUsed, withoutReading } from "@crosstalk/hardware";
import type { ConfiguredPolicy } from "@crosstalk/scheduling";
import { enforcementOf } from "./enforcement.ts";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import { groupLack, runningProgram, timeCausedBy } from "./measures.ts";
import { placeOn } from "./place.ts";
import type { Platform, TenantOptions } from "./platform.ts";
import { checkTenant } from "./tenant-options.ts";

/** Which product it is, and how it sets its tenants apart in the names that the kernel looks up. */
export interface SharedKernel extends Pick<Platform, "name" | "year" | "about" | "sources"> {
  /** How the tenant of that name is confined, given its number from 0 and what it is entitled to; absent: not at all. */
  readonly confine?: (name: string, number: number, tenant: TenantOptions) => Confinement;
  /** As whom a tenant's programs run; absent: each tenant as a user of its own. */
  readonly user?: TenantUser;
  /** Addresses of the machine; one by default. */
  readonly addresses?: readonly string[];
  /** What it puts over the kernel's own scheduling policy; absent: nothing. */
  readonly scheduling?: (over: ConfiguredPolicy) => ConfiguredPolicy;
}

/**
 * A platform on which tenants are processes side by side in one Linux kernel. Weights of tenants are weights of each of
 * their processes, where the scheduler knows weights (EEVDF); O(1) knows nice levels only, so all processes are equal
 * there. Caps can be enforced where the product's scheduling does; reservations can't.
 */
export function sharedKernel(product: SharedKernel, options: LinuxOptions): Platform {
  const { confine, user, addresses, scheduling = (over) => over, ...description } = product;
  const kernelOf = readWhenUsed(() => {
    const plain = linuxKernel(options);
    return { ...plain, scheduling: scheduling(plain.scheduling) };
  });
  const enforces = enforcementOf(withoutReading(kernelOf).scheduling, "processes", { reservations: false });
  const platform: Platform = {
    ...description,
    tenants: "processes",
    enforces,
    boot(simulation, host) {
      const linux = kernelOf();
      const path = placeOn(simulation, host, "linux");
      const kernel = installKernel(simulation, path, host, {
        ...linux,
        ...(addresses === undefined ? {} : { naming: { ...linux.naming, addresses } }),
      });
      const names: string[] = [];
      return {
        platform,
        host,
        tenant(name, wanted = {}) {
          const tenantOptions = checkTenant(platform.name, names, name, wanted, enforces, host);
          const { weight, cap } = tenantOptions;
          const confinement = confine === undefined ? {} : { confinement: confine(name, names.length - 1, tenantOptions) };
          const tenant = kernel.tenant(name, {
            weight,
            ...(cap === undefined ? {} : { cap }),
            ...confinement,
            ...(user === undefined ? {} : { user }),
          });
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
