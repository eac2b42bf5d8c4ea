import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type MeasuredCommand, measuredCommand } from "./measured-command.ts";

/** The experiment as `tsc -b` has built it: the built command can't load TypeScript under Node 20. */
export const builtExperiment = fileURLToPath(new URL("../../dist/campaign/ticking-experiment.js", import.meta.url));

/** A campaign of the experiment. */
export interface CampaignOptions {
  /** Its folder's name. */
  readonly name: string;
  /** How long each run is. */
  readonly ticks: number;
  readonly runs: number;
  /** How many are made at the same time. */
  readonly jobs: number;
  /** Real milliseconds between two looks at it; 50 by default. */
  readonly every?: number;
}

/** Makes a campaign from nothing to its results, in a process of its own, below a folder. */
export function campaignCommand(
  folder: string,
  { name, ticks, runs, jobs, every = 50 }: CampaignOptions,
): Promise<MeasuredCommand> {
  const out = join(folder, name);
  rmSync(out, { recursive: true, force: true });
  const words = ["--sweep", `ticks=${ticks}`, "--replications", String(runs), "--jobs", String(jobs), "--out", out, "--quiet"];
  return measuredCommand(["run", builtExperiment, ...words], { cwd: folder, watched: join(out, "runs"), every });
}

/** Whether all is built that campaigns need. */
export function isBuilt(): boolean {
  return existsSync(builtExperiment);
}
