import type { StoredRun, StoredRuns } from "../comparison/stored-runs.ts";

/** The version of OMNeT++'s result files that is written; later releases read it, too. */
const VERSION = 2;

/**
 * All results as a scalar file of OMNeT++ (`.sca`), for its Analysis Tool, `opp_scavetool` and readers in R or Python. Each
 * run has the factors as iteration variables, and a scalar for each measure, of a module that bears the experiment's name.
 *
 * Simplified: there are no statistics, histograms or vectors, for a run here gives one number for each measure. Repetitions
 * and run numbers count from 0, as OMNeT++'s do, replications and runs elsewhere from 1.
 *
 * Source: OMNeT++ Simulation Manual 5.4.1, chapter 27 "Result File Formats", section 27.1; lines of iteration variables
 * (`itervar`) as its authors describe them in github.com/omnetpp/omnetpp/issues/850; attributes of runs as in the files that
 * github.com/omnetpp/omnetpp-resultfiles has for its tests.
 */
export function omnetppScalars(stored: StoredRuns): string {
  return [line("version", VERSION), ...stored.runs.flatMap((run) => ["", ...runLines(stored, run)])]
    .map((text) => `${text}\n`)
    .join("");
}

function runLines({ experiment, factors, units, command }: StoredRuns, run: StoredRun): string[] {
  const { index, levels, replication, seed, fingerprint, values } = run;
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
    ...Object.entries(units).flatMap(([measure, unit]) => {
      const value = values[measure];
      if (value === undefined) return [];
      return [line("scalar", experiment, measure, value), ...(unit === "1" ? [] : [line("attr", "unit", unit)])];
    }),
  ];
}

/** A line of tokens, those in quotes that would be taken for several, or for none. */
function line(...tokens: readonly (string | number)[]): string {
  return tokens.map((token) => (typeof token === "number" ? String(token) : quoted(token))).join(" ");
}

function quoted(token: string): string {
  if (token !== "" && !/[\s"\\]/.test(token)) return token;
  const escapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  return `"${token.replace(/["\\]/g, "\\$&").replace(/[\n\r\t]/g, (character) => escapes[character] as string)}"`;
}
