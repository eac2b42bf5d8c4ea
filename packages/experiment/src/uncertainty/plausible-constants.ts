import { plausibleValue, type Sourced, whyHeldFixed } from "@crosstalk/hardware";
import { type ConstantSample, latinHypercube, type UncertainConstant } from "@crosstalk/metrics";
import { type Factor, factor } from "../factor.ts";
import { level } from "../level.ts";

/** Tables of sourced constants by name, such as the prices of a host model. */
export type ConstantTables = Readonly<Record<string, Readonly<Record<string, Sourced>>>>;

/** How constants are sampled. */
export interface PlausibleOptions {
  /** How many samples, one level each; 20 unless told. */
  readonly samples?: number;
  /** Of the samples, not of the runs; 1 unless told. */
  readonly seed?: number;
}

/**
 * A factor whose levels are plausible values of sourced constants, by Latin hypercube over their ranges: what is known of
 * the constants and what isn't. Give a world the tables of its level in the place of the originals; all samples run under
 * the same seeds, so that `uncertaintyOf` can tell what constants do from what chance does.
 *
 * @param tables such as `{ prices: dualXeon2003.prices }`; a constant that is held fixed stays.
 */
export function plausibleConstants<Tables extends ConstantTables>(
  tables: Tables,
  options: PlausibleOptions = {},
): Factor<Tables> {
  const { samples = 20, seed = 1 } = options;
  const drawn = latinHypercube(uncertainConstants(tables), samples, seed);
  return factor({ levels: drawn.map((sample, index) => level(`sample-${index + 1}`, withSample(tables, sample))) });
}

/** The values of all constants that vary, by `table.constant`; values by name are what they are. */
export function sampleOf(tables: ConstantTables | ConstantSample): ConstantSample {
  const isSample = (given: ConstantTables | ConstantSample): given is ConstantSample =>
    Object.values(given).every((value) => typeof value === "number");
  if (isSample(tables)) return tables;
  return Object.fromEntries(uncertainConstants(tables).map(({ name, value }) => [name, value]));
}

function uncertainConstants(tables: ConstantTables): UncertainConstant[] {
  return Object.entries(tables).flatMap(([table, constants]) =>
    Object.entries(constants).flatMap(([constant, sourced]) => {
      const {
        value,
        range: [low, high],
      } = sourced;
      return whyHeldFixed(sourced) === undefined ? [{ name: `${table}.${constant}`, value, low, high }] : [];
    }),
  );
}

function withSample<Tables extends ConstantTables>(tables: Tables, sample: ConstantSample): Tables {
  const sampled = Object.entries(tables).map(([table, constants]) => {
    const values = Object.entries(constants).map(([constant, sourced]) => {
      const drawn = sample[`${table}.${constant}`];
      return [constant, drawn === undefined ? sourced : { ...sourced, value: plausibleValue(sourced, drawn) }];
    });
    return [table, Object.fromEntries(values)];
  });
  return Object.fromEntries(sampled) as Tables;
}
