import type { PrecisionRule } from "@crosstalk/metrics";
import { MOST_REPLICATIONS } from "./check-experiment.ts";
import { type UsageProblem, wholeNumber, wholeNumberProblems } from "./usage-error.ts";

/** Replications that are made before any interval is looked at. */
export const LEAST_REPLICATIONS = 10;

/** Replications after which no more are made, unless the user says how many. */
const MOST_BY_DEFAULT = 1_000;

/** How precise results are to be. */
export interface PrecisionRequest {
  /** Widest half-width, relative to the mean; as a number such as 0.05, or as text such as `5%`. */
  readonly precision: number | string;
  /** The most replications; 1,000 unless told. */
  readonly replications?: number | string;
}

/** A share as people type it, such as `5%` or `0.05`; not a number if the text is none. */
export function shareOf(value: number | string): number {
  if (typeof value === "number") return value;
  const [, digits, percent] = /^\s*(\d+\.?\d*|\.\d+)\s*(%?)\s*$/.exec(value) ?? [];
  return digits === undefined ? Number.NaN : Number(digits) / (percent === "%" ? 100 : 1);
}

/** What is wrong with what was asked for. */
export function precisionProblems({ precision, replications }: PrecisionRequest): UsageProblem[] {
  const share = shareOf(precision);
  const allowed = "a share above 0 and below 1, such as 5% or 0.05";
  return [
    ...(share > 0 && share < 1 ? [] : [{ field: "precision", value: String(precision) || "empty", allowed }]),
    ...(replications === undefined || wholeNumberProblems("replications", replications, 1, MOST_REPLICATIONS).length > 0
      ? [] // which is told of every request
      : wholeNumberProblems("replications", replications, LEAST_REPLICATIONS, MOST_REPLICATIONS)),
  ];
}

/** The stopping rule that a request without problems asks for. */
export function precisionRule({ precision, replications = MOST_BY_DEFAULT }: PrecisionRequest): PrecisionRule {
  return { relative: shareOf(precision), least: LEAST_REPLICATIONS, most: wholeNumber(replications) };
}
