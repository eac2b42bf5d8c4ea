import type { StoredRun, StoredRuns } from "../comparison/stored-runs.ts";

/** The version of OMNeT++'s result files that is written; later releases read it, too. */
const VERSION = 2;

/** The first line of a file of results. */
export const versionLine = line("version", VERSION);

/** The lines that say which run is meant, with its attributes and iteration variables. */
export function runHeader({ experiment, factors, command }: StoredRuns, run: StoredRun): string[] {
  const { index, levels, replication, seed, fingerprint } = run;
  const measurement = factors.map((factor) => `$${factor}=${levels[factor]}`).join(", ");
  const attributes = {
    configname: experiment,
    experiment,
    iterationvars: measurement,
    measurement,
    network: experiment,
    repetition: replication - 1,
    replication: `#${replication - 1}`,
    runnumber: index - 1,
    seedset: seed,
    // Ours, for readers who want to make the run again.
    command,
    fingerprint,
  };
  return [
    line("run", `${experiment}-${index - 1}-${fingerprint}`),
    ...Object.entries(attributes).map(([name, value]) => line("attr", name, value)),
    ...factors.map((factor) => line("itervar", factor, levels[factor] ?? "")),
  ];
}

/** The attribute that tells the unit of what stands before it; none for a pure number. */
export function unitLines(unit: string): string[] {
  return unit === "1" ? [] : [line("attr", "unit", unit)];
}

/** A line of tokens, those in quotes that would be taken for several, or for none. */
export function line(...tokens: readonly (string | number)[]): string {
  return tokens.map((token) => (typeof token === "number" ? String(token) : quoted(token))).join(" ");
}

function quoted(token: string): string {
  if (token !== "" && !/[\s"\\]/.test(token)) return token;
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${token.replace(/["\\]/g, "\\$&").replace(/[\n\r\t]/g, (character) => escapes[character] as string)}"`;
}
