import type { FoundPlan } from "../experiment-options.ts";

/** How a plan is printed. */
interface Printing {
  readonly json?: true;
  /** Of intervals: more replications than the plan has may be made until they are so narrow. */
  readonly precision?: string;
}

/** Prints what would be run, as text or as JSON. */
export async function printPlan({ found, plan }: FoundPlan, { json, precision }: Printing): Promise<void> {
  const { planText } = await import("@crosstalk/experiment");
  const { experiment } = found;
  const { name, about } = experiment;
  const more = precision === undefined ? "" : `more replications follow until intervals are within ${precision}\n`;
  process.stdout.write(json ? `${JSON.stringify({ name, about, ...plan }, null, 2)}\n` : planText(experiment, plan) + more);
}
