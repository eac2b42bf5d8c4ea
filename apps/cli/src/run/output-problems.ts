import { join } from "node:path";
import type { UsageProblem } from "@crosstalk/experiment";
import { libraries } from "./libraries.ts";
import { outputFolder, type RunFlags } from "./run-flags.ts";

/** Loads what tells what is wrong with the folder of an experiment's results; its name is undefined if it can't be found. */
export async function outputProblems(): Promise<(experiment: string | undefined, flags: RunFlags) => readonly UsageProblem[]> {
  const [, { occupiedFolderProblems, outputFolderProblems, RUNS_FOLDER, resultFiles }] = await libraries();
  const unwritable = (folder: string) => {
    const problems = outputFolderProblems("out", folder, resultFiles);
    return problems.length > 0 ? problems : outputFolderProblems("out", join(folder, RUNS_FOLDER), []);
  };
  return (experiment, flags) => {
    if (experiment === undefined) return flags.out === undefined ? [] : unwritable(flags.out);
    const folder = outputFolder(experiment, flags);
    const coming = { experiment, alone: flags.only !== undefined, fresh: flags.fresh === true };
    const problems = unwritable(folder);
    return problems.length > 0 ? problems : occupiedFolderProblems("out", folder, coming);
  };
}
