import { spreadOf } from "../median.ts";
import { type Results, ratioOf } from "./results.ts";

/** Something that the bench must show, and whether it does. */
export interface Verdict {
  readonly title: string;
  readonly wanted: string;
  /** Median of the rounds; undefined where it has not been measured. */
  readonly measured: number | undefined;
  readonly reached: boolean | undefined;
}

/** The least ratio to another contender's rate, within a round. */
const ratios = [
  { title: "bare event list, HOLD 1k", contest: "hold-1k", contender: "event-list", to: "cpp", least: 1.5 },
  { title: "bare event list, HOLD 100k", contest: "hold-100k", contender: "event-list", to: "cpp", least: 1.5 },
  { title: "compiled, HOLD 1k", contest: "hold-1k", contender: "compiled", to: "cpp", least: 0.6 },
  { title: "compiled, HOLD 1k", contest: "hold-1k", contender: "compiled", to: "xstate", least: 50 },
  { title: "compiled, HOLD 100k", contest: "hold-100k", contender: "compiled", to: "cpp", least: 0.7 },
  { title: "compiled, ping-pong", contest: "ping-pong", contender: "compiled", to: "cpp", least: 0.5 },
  { title: "compiled, M/M/1", contest: "single-server", contender: "compiled", to: "cpp", least: 0.5 },
] as const;

/** The most that a figure of the compiled runtime may be, or the least. */
const bounds = [
  { title: "an idle actor's bytes", name: "memory", most: 300 },
  { title: "making an actor, us", name: "creation", most: 1 },
  { title: "stopping one, 100k timers pending, us", name: "stopping", most: 5 },
  { title: "events a burst, bare machine", name: "burst-0", most: 3 },
  { title: "events a burst, in a VM", name: "burst-1", most: 5 },
  { title: "events a burst, two deep", name: "burst-2", most: 7 },
  { title: "two kernels, events a second", name: "kernels", least: 1_000_000 },
] as const;

/** All targets with what was measured. */
export function verdicts({ entries, figures }: Results): Verdict[] {
  const compared = ratios.map(({ title, contest, contender, to, least }) => {
    const measured = ratioOf(entries, contest, contender, to)?.median;
    return verdict(title, `at least ${least} x ${to === "cpp" ? "C++" : "XState"}`, measured, (value) => value >= least);
  });
  const bounded = bounds.map((bound) => {
    const values = figures.find(({ name, runtime }) => name === bound.name && runtime === "compiled")?.values ?? [];
    const measured = values.length === 0 ? undefined : spreadOf(values).median;
    if ("most" in bound) return verdict(bound.title, `at most ${bound.most}`, measured, (value) => value <= bound.most);
    return verdict(bound.title, `at least ${bound.least}`, measured, (value) => value >= bound.least);
  });
  const whole = ["reference", "compiled"].map((name) =>
    figures.find((figure) => figure.name === "whole" && figure.runtime === name)?.values.map((seconds) => seconds),
  );
  const faster =
    whole[0]?.map((seconds, round) => seconds / (whole[1]?.[round] ?? Number.NaN)).filter((ratio) => ratio > 0) ?? [];
  const measured = faster.length === 0 ? undefined : spreadOf(faster).median;
  return [
    ...compared,
    ...bounded,
    verdict("npm start, whole process", "at least 5 x reference", measured, (value) => value >= 5),
  ];
}

function verdict(title: string, wanted: string, measured: number | undefined, holds: (value: number) => boolean): Verdict {
  return { title, wanted, measured, reached: measured === undefined ? undefined : holds(measured) };
}
