import { barham2003 } from "@crosstalk/barham-2003";
import { cpuCrosstalk } from "@crosstalk/cpu-crosstalk";
import type { Experiment } from "@crosstalk/experiment";

/** A run of a shipped experiment, by the names of its levels. */
export interface ExperimentRun {
  readonly experiment: Experiment;
  readonly levels: Readonly<Record<string, string>>;
}

const crosstalk = (platform: string): ExperimentRun => ({
  experiment: cpuCrosstalk,
  levels: { platform, hogs: "2", profile: "compile" },
});

const lmbench = (row: string, platform: string): ExperimentRun => ({
  experiment: barham2003,
  levels: { row, platform },
});

/** Runs that tests save, take up again and fork. */
export const experimentRuns: Readonly<Record<string, ExperimentRun>> = {
  "cpu-crosstalk on linux": crosstalk("linux"),
  "cpu-crosstalk on xen-3.0.4": crosstalk("xen-3.0.4"),
  "cpu-crosstalk on xen-4.2": crosstalk("xen-4.2"),
  "barham-2003, fork on linux": lmbench("fork proc", "linux"),
  "barham-2003, switches on xen": lmbench("ctxsw 2p/0K", "xen"),
};

/** The values of named levels. */
export function levelsOf(experiment: Experiment, names: ExperimentRun["levels"]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(experiment.factors).map(([factor, { levels, more }]) => {
      const found = [...levels, ...more].find(({ name }) => name === names[factor]);
      if (found === undefined) throw new RangeError(`factor ${factor} has no level ${names[factor]}`);
      return [factor, found.value];
    }),
  );
}
