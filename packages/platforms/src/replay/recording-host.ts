import type { Profile } from "@crosstalk/guest-os";
import { currentServer, type HostModel, quoted } from "@crosstalk/hardware";

/** Bytes of a page: a definition. */
const PAGE = 4096;

/**
 * The machine that a profile was recorded on, as a host: as many processors, as much memory, and plain work that takes
 * as long as recorded. Its other prices are those of a current server; {@link recordedCosts} uses none of them.
 */
export function recordingHost({ name, date, machine }: Profile): HostModel {
  const { processorModel, processors, memoryBytes, kernel, hypervisor } = machine;
  const beneath = hypervisor === null ? "" : ` under ${hypervisor}`;
  return {
    ...currentServer,
    name: `recorded-${name}`,
    year: Number(date.slice(0, 4)),
    about: `${processors} × ${processorModel}, ${kernel}${beneath}: where the profile ${name} was recorded`,
    processors,
    pages: Math.floor(memoryBytes / PAGE),
    prices: { ...currentServer.prices, work: quoted(1, "ratio", `the profile ${name} itself`, "definition") },
  };
}
