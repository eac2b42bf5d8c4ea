import { type Experiment, isExperiment } from "../experiment.ts";
import { UsageError } from "../usage-error.ts";

/** Where an experiment is from, as plain data, so that a worker can load it too. */
export interface ExperimentModule {
  /** URL of the module, such as `file:///…/my-experiment.ts`. */
  readonly url: string;
  /** Name of the export; `default` for the default one. */
  readonly exportName: string;
  /** Content of a file that the export, a function, makes the experiment of; absent: the export is the experiment. */
  readonly content?: string;
  /** What of the content makes the runs, but for the levels, so that other changes of it make no run anew. */
  readonly identity?: string;
}

/**
 * Loads an experiment.
 *
 * @throws {UsageError} if the module has no experiment under that name.
 */
export async function loadExperiment({ url, exportName, content }: ExperimentModule): Promise<Experiment> {
  const loaded: Record<string, unknown> = await import(url);
  const exported = loaded[exportName];
  const found = content !== undefined && typeof exported === "function" ? exported(content) : exported;
  if (isExperiment(found)) return found;
  const what = exportName === "default" ? "the default export" : `the export ${exportName}`;
  throw new UsageError([
    {
      field: `${what} of ${url}`,
      value: found === undefined ? "missing" : "something else",
      allowed: "what defineExperiment gives",
    },
  ]);
}
