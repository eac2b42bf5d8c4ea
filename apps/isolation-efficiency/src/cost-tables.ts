import type { ReportTable } from "@crosstalk/experiment";
import type { Sourced } from "@crosstalk/hardware";
import * as platforms from "@crosstalk/platforms";

const isSourced = (value: unknown): value is Sourced =>
  typeof value === "object" && value !== null && "source" in value && "provenance" in value && "value" in value;

/** A table of sourced constants, as the catalogue of platforms exports it. */
export interface CostTable {
  readonly name: string;
  readonly constants: Readonly<Record<string, Sourced>>;
}

/** All tables of sourced constants that platforms are made from: whatever the catalogue exports as one. */
export function costTables(): readonly CostTable[] {
  return Object.entries(platforms).flatMap(([name, value]): CostTable[] => {
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

/** A table of constants with where each is from. */
export function constantsTable({ name, constants }: CostTable): ReportTable {
  return {
    caption: name,
    columns: [
      { title: "constant" },
      { title: "value", align: "right" },
      { title: "unit" },
      { title: "how known" },
      { title: "source" },
    ],
    rows: Object.entries(constants).map(([constant, sourced]) => [
      constant,
      String(Number(sourced.value.toPrecision(6))),
      sourced.unit,
      provenanceOf(sourced),
      sourced.source,
    ]),
  };
}
