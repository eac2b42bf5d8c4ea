import type { Host } from "@crosstalk/hardware";
import { tenantSettings } from "./costs/settings.ts";
import type { TenantOptions } from "./platform.ts";

/** Checks what a tenant is to be given, notes its name, and fills defaults in. Throws one error that names all problems. */
export function checkTenant(
  platform: string,
  names: string[],
  name: string,
  options: TenantOptions,
  can: { readonly caps: boolean; readonly reservations: boolean },
  host: Pick<Host, "devices">,
): TenantOptions & { readonly weight: number; readonly processors: number } {
  const problems: string[] = [];
  const { weight = tenantSettings.weight.value, cap, reservation, processors = 1, pages, devices } = options;
  if (!/^[a-zA-Z0-9_-]+$/.test(name)) problems.push(`name is "${name}"; allowed are letters, digits, dashes and underscores`);
  if (names.includes(name)) problems.push(`name is "${name}", which another tenant has`);
  const heaviest = tenantSettings.mostWeight.value;
  if (!(Number.isInteger(weight) && weight >= 1 && weight <= heaviest))
    problems.push(`weight is ${weight}; allowed is 1 to ${heaviest}`);
  if (cap !== undefined && !can.caps) problems.push(`cap is ${cap}, but ${platform} can't enforce caps`);
  if (cap !== undefined && !(cap > 0)) problems.push(`cap is ${cap}; allowed is above 0`);
  if (reservation !== undefined && !can.reservations)
    problems.push(`reservation is ${reservation}, but ${platform} can't enforce reservations`);
  const most = Math.min(processors, cap ?? processors);
  if (reservation !== undefined && !(reservation > 0 && reservation <= most))
    problems.push(`reservation is ${reservation}; allowed is above 0, up to ${most}, the processors or the cap`);
  if (!(Number.isInteger(processors) && processors >= 1)) problems.push(`processors is ${processors}; allowed is at least 1`);
  if (pages !== undefined && !(Number.isInteger(pages) && pages >= 1)) problems.push(`pages is ${pages}; allowed is at least 1`);
  const known = host.devices.map((each) => each.name);
  const stranger = devices?.find((each) => !known.includes(each));
  if (stranger !== undefined)
    problems.push(`devices has "${stranger}"; allowed are those of the host: ${known.join(", ") || "none"}`);
  if (problems.length > 0) throw new RangeError(`tenant ${name} of ${platform}: ${problems.join("; ")}`);
  names.push(name);
  return {
    weight,
    processors,
    ...(cap === undefined ? {} : { cap }),
    ...(reservation === undefined ? {} : { reservation }),
    ...(pages === undefined ? {} : { pages }),
    ...(devices === undefined ? {} : { devices }),
  };
}
