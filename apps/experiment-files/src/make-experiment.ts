import { defineExperiment, type Experiment, filterOf } from "@crosstalk/experiment";
import { factorSource } from "./compile-levels.ts";
import { putLevels } from "./put-levels.ts";
import { experimentSchema } from "./schema/experiment-file.ts";
import { worldFields, worldSchema } from "./schema/world.ts";
import { composeWorld, named, SenselessWorldError } from "./world/file-world.ts";
import { deriveMeasure, takeMeasure } from "./world/take-measure.ts";

const made = new Map<string, Experiment>();

/**
 * The experiment that a file describes, as {@link defineExperiment} would make it. The same text gives the same experiment,
 * which is made once.
 *
 * @param text the file's content as JSON, references resolved; known to be right, else what is thrown names no line.
 */
export default function makeExperiment(text: string): Experiment {
  const known = made.get(text);
  if (known !== undefined) return known;
  const experiment = experimentOf(JSON.parse(text));
  made.set(text, experiment);
  return experiment;
}

/** What of a file makes its runs, but for the levels: those of other levels are the same. */
export function identityOf(file: Readonly<Record<string, unknown>>): string {
  const { until, most, measures } = file;
  return JSON.stringify([...worldFields.map((field) => file[field]), until, most, measures]);
}

function experimentOf(raw: Readonly<Record<string, unknown>>): Experiment {
  const rawWorld = Object.fromEntries(worldFields.map((field) => [field, raw[field]]));
  const { name, about, factors, paired, constraints, until, most, replications, measures, derived, summary, figure } =
    experimentSchema.omit({ host: true, platform: true, tenants: true }).strip().parse(raw);
  const sources = Object.fromEntries(Object.entries(factors).map(([factor, file]) => [factor, factorSource(file)]));
  const filters = (constraints ?? []).map((text) => filterOf(text).passes);
  return defineExperiment({
    name,
    about,
    factors: sources,
    ...(paired === undefined ? {} : { paired }),
    ...(filters.length === 0 ? {} : { constraint: (_, names) => filters.every((passes) => passes(names)) }),
    world(builder, levels) {
      const world = composeWorld(builder, worldSchema.parse(putLevels(rawWorld, levels).value));
      const awaited = typeof until === "number" ? [] : named(world, until.ended).flatMap(({ programs }) => programs);
      if (typeof until !== "number" && awaited.length === 0)
        throw new SenselessWorldError(["until", "ended"], "it names tenants of 0 copies only, so that the run ends at once");
      return { ...world, awaited };
    },
    until: typeof until === "number" ? until : ({ awaited }) => awaited.every((program) => program.ended() !== undefined),
    ...(most === undefined ? {} : { most }),
    ...(replications === undefined ? {} : { replications }),
    measures: Object.fromEntries(Object.entries(measures).map(([metric, file]) => [metric, takeMeasure(file)])),
    derived: Object.fromEntries(Object.entries(derived ?? {}).map(([metric, file]) => [metric, deriveMeasure(file)])),
    ...(summary === undefined ? {} : { summary }),
    ...(figure === undefined
      ? {}
      : { figure: { x: figure.x, y: figure.y, ...(figure.series ? { series: figure.series } : {}) } }),
  });
}
