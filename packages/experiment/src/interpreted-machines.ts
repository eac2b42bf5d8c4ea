import type { Simulation, UnsupportedFeature } from "@crosstalk/engine";

/** Machines that run on XState's interpreter though the run is compiled, by their ids, with what stands in the way. */
export type InterpretedMachines = Readonly<Record<string, readonly UnsupportedFeature[]>>;

/** The interpreted machines of a run, as plain data; undefined if all are compiled. */
export function interpretedMachines({ interpreted }: Simulation): InterpretedMachines | undefined {
  return interpreted.size === 0 ? undefined : Object.fromEntries(interpreted);
}

/** One text for each machine that any of the runs had to interpret, with the features and the states that use them. */
export function interpretationNotes(runs: readonly { readonly interpreted?: InterpretedMachines }[]): string[] {
  const machines: Record<string, readonly UnsupportedFeature[]> = {};
  for (const { interpreted } of runs) Object.assign(machines, interpreted);
  return Object.entries(machines).map(([id, features]) => {
    const missing = features.map(({ state, feature }) => `${feature} in state ${state}`).join(", ");
    return `machine ${id} runs on XState's interpreter, which is slower: the compiled runtime does not have ${missing}`;
  });
}
