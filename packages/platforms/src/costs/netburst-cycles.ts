import { fitted, namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";

/** Clocks of the reference host, the dual Xeon of 2003, and of the processor on which world switches were measured. */
export const clocks = namedConstants("clocks", {
  referenceHost: quoted(2.4, "GHz", "Barham et al., SOSP 2003, section 4", "machine"),
  worldSwitches: quoted(0.733, "GHz", "Sugerman et al., USENIX 2001, section 3", "machine"),
} satisfies Record<string, Sourced>);

/**
 * Plain work that takes a cycle of a Netburst processor, in nanoseconds on the reference host. On a host of the same
 * family it takes a cycle again, for its `work` ratio is that of the clock rates.
 */
const NANOSECONDS = 1 / clocks.referenceHost.value;

/** The lowest and highest of a range of cycles, in nanoseconds. */
type Range = readonly [low: number, high: number];

const inNanoseconds = (range: Range | undefined): Range | undefined => range && [range[0] * NANOSECONDS, range[1] * NANOSECONDS];

/** Work of so many cycles of a Pentium 4, seen in the source named. */
export function quotedCycles(count: number, source: string): Sourced {
  return quoted(count * NANOSECONDS, "ns", `${source}: ${count} cycles`);
}

/** Work of so many cycles of a Pentium 4, from memory. */
export function recalledCycles(count: number, source: string, range?: Range): Sourced {
  return recalled(count * NANOSECONDS, "ns", `${source}: about ${count} cycles`, inNanoseconds(range));
}

/** Work set so that a row of Adams and Agesen's nanobenchmarks comes out: cycles measured, less those of what is priced apart. */
export function fittedCycles(row: string, measured: number, less: number, what: string): Sourced {
  const source = `Adams & Agesen, ASPLOS 2006, raw data appendix, P4 672, ${row}: ${measured} cycles less ${less}, ${what}`;
  return fitted((measured - less) * NANOSECONDS, "ns", source);
}
