import type { StoredRun, StoredRuns } from "../comparison/stored-runs.ts";
import { line, runHeader, unitLines, versionLine } from "./omnetpp-lines.ts";

/**
 * All results as a scalar file of OMNeT++ (`.sca`), for its Analysis Tool, `opp_scavetool` and readers in R or Python. Each
 * run has the factors as iteration variables, and a scalar for each measure, of a module that bears the experiment's name.
 *
 * Simplified: there are no statistics or histograms, for a run here gives one number for each measure; for time
 * series see {@link omnetppVectors}. Repetitions
 * and run numbers count from 0, as OMNeT++'s do, replications and runs elsewhere from 1.
 *
 * Source: OMNeT++ Simulation Manual 5.4.1, chapter 27 "Result File Formats", section 27.1; lines of iteration variables
 * (`itervar`) as its authors describe them in github.com/omnetpp/omnetpp/issues/850; attributes of runs as in the files that
 * github.com/omnetpp/omnetpp-resultfiles has for its tests.
 */
export function omnetppScalars(stored: StoredRuns): string {
  return [versionLine, ...stored.runs.flatMap((run) => ["", ...runLines(stored, run)])].map((text) => `${text}\n`).join("");
}

function runLines(stored: StoredRuns, run: StoredRun): string[] {
  const { experiment, units } = stored;
  return [
    ...runHeader(stored, run),
    ...Object.entries(units).flatMap(([measure, unit]) => {
      const value = run.values[measure];
      if (value === undefined) return [];
      return [line("scalar", experiment, measure, value), ...unitLines(unit)];
    }),
  ];
}
