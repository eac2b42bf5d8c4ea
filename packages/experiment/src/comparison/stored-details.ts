import type { FigureOptions } from "../report/figure-options.ts";
import type { StoredUncertainty } from "../report/uncertainty-section.ts";
import { parseStoredRuns, type StoredRun, type StoredRuns } from "./stored-runs.ts";

/** A run of {@link StoredDetails}. */
export interface DetailedRun extends StoredRun {
  readonly deliveries: number;
  readonly evidence?: unknown;
}

/** Everything that a `run.json` tells, as far as a page is made of it. What an older one lacks is empty. */
export interface StoredDetails extends StoredRuns {
  readonly about: string;
  /** The module that the experiment is from, as the user named it. */
  readonly module: string;
  readonly status: string;
  readonly runs: readonly DetailedRun[];
  readonly failures: readonly (StoredRuns["failures"][number] & {
    readonly replication: number;
    readonly failure: { readonly message: string; readonly seed: number };
  })[];
  /** What each measure is, where it says so. */
  readonly abouts: Readonly<Record<string, string>>;
  readonly figure: FigureOptions | undefined;
  /** The levels of each factor, and everything that runs have in common, as `run.json` has them. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly made: { readonly date: string; readonly wallSeconds: number; readonly jobs: number; readonly reused: number };
  /** What not knowing the constants does, if they were sampled. */
  readonly uncertainty: StoredUncertainty | undefined;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields => (typeof value === "object" && value !== null ? (value as Fields) : {});
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const number = (value: unknown): number => (typeof value === "number" ? value : 0);
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((item) => typeof item === "string") : []);

function uncertaintyOf({ constants, unread, held, leastSamples, measures }: Fields): StoredUncertainty {
  return {
    constants: fields(constants),
    unread: number(unread),
    held: fields(held),
    leastSamples: number(leastSamples),
    measures: fields(measures),
  } as StoredUncertainty;
}

/**
 * Reads the JSON value of a `run.json` with all that a page shows of it.
 *
 * @throws {Error} as {@link parseStoredRuns}.
 */
export function parseStoredDetails(json: unknown): StoredDetails {
  const stored = parseStoredRuns(json);
  const whole = fields(json);
  const [experiment, made, figure] = [fields(whole.experiment), fields(whole.made), fields(whole.figure)];
  const abouts = Object.entries(fields(whole.measures)).map(([metric, told]) => [metric, text(fields(told).about)]);
  return {
    ...stored,
    about: text(experiment.about),
    module: text(experiment.module),
    status: text(whole.status),
    runs: stored.runs.map((run) => ({ ...run, deliveries: number(fields(run).deliveries) })),
    failures: stored.failures.map((run) => {
      const { replication, failure } = fields(run);
      return { ...run, replication: number(replication), failure: { message: text(fields(failure).message), seed: run.seed } };
    }),
    abouts: Object.fromEntries(abouts),
    figure: typeof figure.x === "string" && typeof figure.y === "string" ? (figure as unknown as FigureOptions) : undefined,
    parameters: fields(whole.parameters),
    made: { date: text(made.date), wallSeconds: number(made.wallSeconds), jobs: number(made.jobs), reused: number(made.reused) },
    uncertainty: "uncertainty" in whole ? uncertaintyOf(fields(whole.uncertainty)) : undefined,
    problems: texts(whole.problems),
    notes: texts(whole.notes),
  };
}
