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
  { title: "event list, HOLD 1k", contest: "hold-1k", contender: "event-list", to: "cpp", least: 1.5 },
  { title: "event list, HOLD 100k", contest: "hold-100k", contender: "event-list", to: "cpp", least: 1.5 },
  { title: "compiled, HOLD 1k", contest: "hold-1k", contender: "compiled", to: "cpp", least: 0.6 },
  { title: "compiled, HOLD 1k", contest: "hold-1k", contender: "compiled", to: "xstate", least: 50 },
  { title: "compiled, HOLD 100k", contest: "hold-100k", contender: "compiled", to: "cpp", least: 0.7 },
  { title: "compiled, ping-pong", contest: "ping-pong", contender: "compiled", to: "cpp", least: 0.5 },
  { title: "compiled, M/M/1", contest: "single-server", contender: "compiled", to: "cpp", least: 0.5 },
] as const;

/** The most that a figure of the compiled runtime may be. */
const bounds = [
  { title: "an idle actor's bytes", name: "memory", most: 300 },
  { title: "making an actor, us", name: "creation", most: 1 },
  { title: "stopping one actor, us", name: "stopping", most: 5 },
  { title: "events a burst, bare machine", name: "burst-0", most: 3 },
  { title: "events a burst, in a VM", name: "burst-1", most: 5 },
  { title: "events a burst, two deep", name: "burst-2", most: 7 },
] as const;

/** All targets with what was measured. */
export function verdicts({ entries, figures }: Results): Verdict[] {
  const compared = ratios.map(({ title, contest, contender, to, least }) => {
    const measured = ratioOf(entries, contest, contender, to)?.median;
    return verdict(title, `>= ${least} x ${to === "cpp" ? "C++" : "XState"}`, measured, (value) => value >= least);
  });
  const bounded = bounds.map((bound) => {
    const measured = medianOf(figures, bound.name, "compiled");
    return verdict(bound.title, `<= ${bound.most}`, measured, (value) => value <= bound.most);
  });
  // At most logarithmic: a million actors are twice as many as a thousand, by their logarithms.
  const growth = quotient(medianOf(figures, "curve-1000000", "compiled"), medianOf(figures, "curve-1000", "compiled"));
  const kernels = medianOf(figures, "kernels", "compiled");
  const faster = quotient(kernels, medianOf(figures, "kernels", "reference"));
  const whole = quotient(medianOf(figures, "whole", "reference"), medianOf(figures, "whole", "compiled"));
  return [
    ...compared,
    ...bounded,
    verdict("an event, 1M over 1k actors", "<= 2, logarithmic", growth, (value) => value <= 2),
    verdict("two kernels, events/s", ">= 1M, or next", kernels, (value) => value >= 1_000_000 || (faster ?? 0) >= 10),
    verdict("two kernels, x reference", ">= 10, or 1M", faster, (value) => value >= 10 || (kernels ?? 0) >= 1_000_000),
    verdict("npm start, whole process", ">= 5 x reference", whole, (value) => value >= 5),
  ];
}

function medianOf(figures: Results["figures"], name: string, runtime: string): number | undefined {
  const values = figures.find((figure) => figure.name === name && figure.runtime === runtime)?.values ?? [];
  return values.length === 0 ? undefined : spreadOf(values).median;
}

function quotient(above: number | undefined, below: number | undefined): number | undefined {
  return above === undefined || below === undefined ? undefined : above / below;
}

function verdict(title: string, wanted: string, measured: number | undefined, holds: (value: number) => boolean): Verdict {
  return { title, wanted, measured, reached: measured === undefined ? undefined : holds(measured) };
}
