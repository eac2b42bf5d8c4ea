import { type Experiment, isExperiment } from "../experiment.ts";
import { UsageError } from "../usage-error.ts";

/** Where an experiment is from, as plain data, so that a worker can load it too. */
export interface ExperimentModule {
  /** URL of the module, such as `file:///…/my-experiment.ts`. */
  readonly url: string;
  /** Name of the export; `default` for the default one. */
  readonly exportName: string;
}

/**
 * Loads an experiment.
 *
 * @throws {UsageError} if the module has no experiment under that name.
 */
export async function loadExperiment({ url, exportName }: ExperimentModule): Promise<Experiment> {
  const loaded: Record<string, unknown> = await import(url);
  const found = loaded[exportName];
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
