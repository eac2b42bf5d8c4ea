import { type Confinement, installKernel, type TenantUser } from "@crosstalk/guest-os";
import { type LinuxOptions, linuxKernel } from "./linux-kernel.ts";
import { groupLack, runningProgram, timeCausedBy } from "./measures.ts";
import type { Platform } from "./platform.ts";
import { checkTenant } from "./tenant-options.ts";

/** Which product it is, and how it sets its tenants apart in the names that the kernel looks up. */
export interface SharedKernel extends Pick<Platform, "name" | "year" | "about" | "sources"> {
  /** How the tenant of that name is confined, given its number from 0; absent: not at all. */
  readonly confine?: (name: string, number: number) => Confinement;
  /** As whom a tenant's programs run; absent: each tenant as a user of its own. */
  readonly user?: TenantUser;
  /** Addresses of the machine; one by default. */
  readonly addresses?: readonly string[];
}

/**
 * A platform on which tenants are processes side by side in one Linux kernel. Weights of tenants are weights of each of
 * their processes, where the scheduler knows weights (EEVDF); O(1) knows nice levels only, so all processes are equal
 * there. Caps and reservations can't be enforced.
 */
export function sharedKernel(product: SharedKernel, options: LinuxOptions): Platform {
  const { confine, user, addresses, ...description } = product;
  const platform: Platform = {
    ...description,
    boot(simulation, host) {
      const path = "linux";
      const kernel = installKernel(simulation, path, host, {
        ...linuxKernel(options),
        ...(addresses === undefined ? {} : { naming: { addresses } }),
      });
      const names: string[] = [];
      return {
        platform,
        host,
        tenant(name, wanted = {}) {
          const { weight } = checkTenant(platform.name, names, name, wanted, { caps: false, reservations: false }, host);
          const confinement = confine === undefined ? {} : { confinement: confine(name, names.length - 1) };
          const tenant = kernel.tenant(name, { weight, ...confinement, ...(user === undefined ? {} : { user }) });
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
