import type { RunResult } from "../outcome.ts";

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isTextOrAbsent = (value: unknown) => value === undefined || typeof value === "string";

/** What a file has of a run's result; undefined if it is none that a run can give, such as one that was changed by hand. */
export function keptResult(value: unknown): RunResult | undefined {
  if (!isFields(value)) return undefined;
  const { values, fingerprint, deliveries, end, series, warmUp, interpreted, read } = value;
  const holds =
    isFields(values) &&
    Object.values(values).every(isNumber) &&
    typeof fingerprint === "string" &&
    isNumber(deliveries) &&
    isNumber(end) &&
    (series === undefined || isSeries(series)) &&
    (warmUp === undefined || (isFields(warmUp) && isNumber(warmUp.end) && typeof warmUp.enough === "boolean")) &&
    (interpreted === undefined || (isFields(interpreted) && Object.values(interpreted).every(isListOfFields))) &&
    isTextOrAbsent(read);
  return holds ? (value as unknown as RunResult) : undefined;
}

function isSeries(series: unknown): boolean {
  return isFields(series) && Object.values(series).every((points) => isListOfFields(points) && points.every(isPoint));
}

function isPoint({ from, to, mean, least, most, weight }: Fields): boolean {
  return [from, to, mean, least, most, weight].every(isNumber);
}

function isListOfFields(value: unknown): value is readonly Fields[] {
  return Array.isArray(value) && value.every(isFields);
}
