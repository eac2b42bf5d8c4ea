import { formatTime, type Nanoseconds } from "@crosstalk/engine";
import type { Experiment } from "./experiment.ts";
import { type UsageProblem, wholeNumberProblems } from "./usage-error.ts";
import type { WarmUpChoice } from "./warm-up.ts";

/** Nanoseconds of each unit of virtual time. */
const units = { ns: 1, us: 1e3, ms: 1e6, s: 1e9, min: 60e9, h: 3_600e9 };

/** The warm-up that a text asks for, such as `auto` or `30 ms`; undefined if it is neither. */
export function warmUpNamed(text: string): WarmUpChoice | undefined {
  if (text.trim() === "auto") return "auto";
  const [, number, unit = ""] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*$/.exec(text) ?? [];
  if (number === undefined || !Object.hasOwn(units, unit)) return undefined;
  return Math.round(Number(number) * units[unit as keyof typeof units]);
}

/** What is wrong with the text of a warm-up, as a list of one or none. */
export function warmUpTextProblems(text: string): UsageProblem[] {
  if (warmUpNamed(text) !== undefined) return [];
  return [{ field: "warm-up", value: text.trim() || "empty", allowed: "auto, or a time such as 500 us, 30 ms or 1.5 s" }];
}

/** What is wrong with a warm-up of an experiment, as its author writes it. */
export function warmUpProblems(experiment: Experiment, choice: WarmUpChoice, field = "warmUp"): UsageProblem[] {
  if (choice !== "auto") return wholeNumberProblems(field, choice, 1, endOf(experiment) - 1);
  const { warmUpSeries, whatIf } = experiment;
  const wrong = (reason: string): UsageProblem => ({ field, value: "auto", reason });
  return [
    ...(warmUpSeries === undefined ? [wrong("the experiment names no time series to find it by, warmUpSeries")] : []),
    ...(whatIf.length > 0 ? [wrong("runs that fork into what-ifs need one instant to fork at")] : []),
  ];
}

/** As {@link warmUpProblems}, of a warm-up as people type it: its times have units. */
export function typedWarmUpProblems(experiment: Experiment, choice: WarmUpChoice): UsageProblem[] {
  const wrong = warmUpProblems(experiment, choice, "warm-up");
  if (choice === "auto") return wrong;
  const allowed = `a time above 0 and below ${formatTime(endOf(experiment))}, when a run ends at the latest`;
  return wrong.map((problem) => ({ ...problem, value: formatTime(choice), allowed }));
}

/** When a run ends at the latest. */
function endOf({ until, most }: Experiment): Nanoseconds {
  return Math.max(2, Math.min(most, typeof until === "number" ? until : most));
}
