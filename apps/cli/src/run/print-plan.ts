import type { FoundPlan } from "../experiment-options.ts";

/** Prints what would be run, as text or as JSON. */
export async function printPlan({ found, plan }: FoundPlan, { json }: { readonly json?: true }): Promise<void> {
  const { planText } = await import("@crosstalk/experiment");
  const { experiment } = found;
  const { name, about } = experiment;
  process.stdout.write(json ? `${JSON.stringify({ name, about, ...plan }, null, 2)}\n` : planText(experiment, plan));
}
