import type { ReportTable } from "@crosstalk/experiment";
import * as guests from "@crosstalk/guest-os";
import type { Sourced } from "@crosstalk/hardware";
import * as hardware from "@crosstalk/hardware";
import * as hypervisors from "@crosstalk/hypervisor";
import * as platforms from "@crosstalk/platforms";

const isSourced = (value: unknown): value is Sourced =>
  typeof value === "object" && value !== null && "source" in value && "provenance" in value && "value" in value;

/** A table of sourced constants, as a package exports it. */
export interface CostTable {
  readonly name: string;
  readonly constants: Readonly<Record<string, Sourced>>;
}

/** Packages that export tables of constants, those of the platforms first. */
const packages: readonly Readonly<Record<string, unknown>>[] = [platforms, guests, hypervisors, hardware];

/** All tables of sourced constants that platforms, kernels, hypervisors and hosts are made from: whatever their packages export as one. */
export function costTables(): readonly CostTable[] {
  return packages
    .flatMap((exported) => Object.entries(exported))
    .flatMap(([name, value]): CostTable[] => {
      if (isSourced(value)) return [{ name, constants: { [name]: value } }];
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
      const constants = Object.entries(value).filter((entry): entry is [string, Sourced] => isSourced(entry[1]));
      return constants.length === 0 ? [] : [{ name, constants: Object.fromEntries(constants) }];
    });
}

/** How a constant came to be known: seen in its source, remembered, or set from a measurement. */
export function provenanceOf({ provenance, fitted }: Sourced): string {
  return fitted === true ? "fitted" : provenance;
}

const short = (value: number): string => String(Number(value.toPrecision(6)));

/** Its range, and in one word why it is held fixed where constants are sampled, if it is. */
function rangeOf(sourced: Sourced): string {
  const [low, high] = sourced.range;
  const why = hardware.whyHeldFixed(sourced);
  return [...(low === high ? [] : [`${short(low)} to ${short(high)}`]), ...(why === undefined ? [] : [why])].join(", ");
}

/** A table of constants with their ranges, and where each is from. */
export function constantsTable({ name, constants }: CostTable): ReportTable {
  return {
    caption: name,
    columns: [
      { title: "constant" },
      { title: "value", align: "right" },
      { title: "range", align: "right" },
      { title: "unit" },
      { title: "how known" },
      { title: "source" },
    ],
    rows: Object.entries(constants).map(([constant, sourced]) => [
      constant,
      short(sourced.value),
      rangeOf(sourced),
      sourced.unit,
      provenanceOf(sourced),
      sourced.source,
    ]),
  };
}
