import { defineExperiment, type Experiment, filterOf } from "@crosstalk/experiment";
import type { RunningProgram } from "@crosstalk/platforms";
import { fieldsOf, tenantsWithClients } from "./check-names.ts";
import { factorSource } from "./compile-levels.ts";
import { shapeProblems } from "./document/shape-problems.ts";
import { putLevels } from "./put-levels.ts";
import { experimentSchema } from "./schema/experiment-file.ts";
import { worldFields, worldSchema } from "./schema/world.ts";
import type { Texts } from "./world/compile-trace.ts";
import { composeWorld, type FileWorld, named, SenselessWorldError } from "./world/file-world.ts";
import { deriveMeasure, takeMeasure } from "./world/take-measure.ts";

/** A world, and the programs after whose end a run ends. */
interface AwaitedWorld extends FileWorld {
  readonly awaited: readonly RunningProgram[];
}

/** What an experiment is made of. */
export interface Content {
  /** The file, references resolved. */
  readonly file: Readonly<Record<string, unknown>>;
  /** Texts of traces, by the paths that the file has. */
  readonly texts: Texts;
}

const made = new Map<string, Experiment>();

/**
 * The experiment that a file describes, as {@link defineExperiment} would make it. The same text gives the same experiment,
 * which is made once.
 *
 * @param text {@link Content} as JSON; known to be right, else what is thrown names no line.
 */
export default function makeExperiment(text: string): Experiment {
  const known = made.get(text);
  if (known !== undefined) return known;
  const { file, texts } = JSON.parse(text) as Content;
  const experiment = experimentOf(file, texts);
  made.set(text, experiment);
  return experiment;
}

/** What of a file makes its runs, but for the levels: those of other levels are the same. */
export function identityOf({ file, texts }: Content): string {
  const { until, most, measures, warmUp, whatIf } = file;
  return JSON.stringify([...worldFields.map((field) => file[field]), until, most, measures, warmUp, whatIf, texts]);
}

/** A world with levels in place. Those of the file have been looked at; a sweep can set others, of which a run tells. */
function readWorld(raw: unknown) {
  const read = worldSchema.safeParse(raw);
  if (read.success) return read.data;
  const problems = shapeProblems(read.error.issues, raw);
  const told = problems.map(({ path, message }) => `${path.join(".")} ${message}`).join("; ");
  throw new SenselessWorldError(problems[0]?.path.map(String) ?? [], told);
}

function experimentOf(raw: Content["file"], texts: Texts): Experiment {
  const rawWorld = Object.fromEntries(worldFields.map((field) => [field, raw[field]]));
  const file = experimentSchema.omit({ host: true, platform: true, tenants: true }).strip().parse(raw);
  const { name, about, factors, paired, constraints, until, warmUp, whatIf, most, replications } = file;
  const { measures, derived, summary, figure } = file;
  const sources = Object.fromEntries(Object.entries(factors).map(([factor, file]) => [factor, factorSource(file)]));
  const hasClients = tenantsWithClients(fieldsOf(raw.tenants)).length > 0;
  const filters = (constraints ?? []).map((text) => filterOf(text).passes);
  return defineExperiment({
    name,
    about,
    factors: sources,
    ...(paired === undefined ? {} : { paired }),
    ...(filters.length === 0 ? {} : { constraint: (_, names) => filters.every((passes) => passes(names)) }),
    world(builder, levels): AwaitedWorld {
      const world = composeWorld(builder, readWorld(putLevels(rawWorld, levels).value), texts);
      const awaited = typeof until === "number" ? [] : named(world, until.ended).flatMap(({ programs }) => programs);
      if (typeof until !== "number" && awaited.length === 0)
        throw new SenselessWorldError(["until", "ended"], "it names tenants of 0 copies only, so that the run ends at once");
      return { ...world, awaited };
    },
    until:
      typeof until === "number"
        ? until
        : ({ awaited }: AwaitedWorld) => awaited.every((program) => program.ended() !== undefined),
    ...(warmUp === undefined ? {} : { warmUp }),
    ...(hasClients ? { warmUpSeries: ({ course }: AwaitedWorld) => course.read() } : {}),
    ...(whatIf === undefined ? {} : { whatIf }),
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
