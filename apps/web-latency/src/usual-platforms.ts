import { factor } from "@crosstalk/experiment";
import { platformFactor } from "@crosstalk/workloads";

/** The levels of platforms that a usual run takes; all others with `--full`. */
const USUAL = ["linux", "linux-vserver", "xen-3.0.4", "esx-2"];

const [usual, others] = [true, false].map((taken) =>
  [...platformFactor.levels, ...platformFactor.more].filter(({ name }) => USUAL.includes(name) === taken),
);

/** One platform of each kind, and all others. */
export const usualPlatforms = factor({ levels: usual ?? [], more: others ?? [] });
