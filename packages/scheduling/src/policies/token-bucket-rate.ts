import type { GroupId, View } from "../policy.ts";

/** So many tokens every so many ticks. */
export interface FillRate {
  readonly tokens: number;
  readonly ticks: number;
}

/** A part of a processor is met to this, relatively, if it can be: who sets rates by hand doesn't do so more exactly. */
const precision = 0.01;

/** The rate that comes closest to a part of a processor from below, in the shortest interval of at most so many ticks. */
export function fillRateOf(part: number, longest: number): FillRate {
  if (part >= 1) return { tokens: 1, ticks: 1 };
  if (part * longest <= 1) return { tokens: 1, ticks: Math.ceil(1 / part) };
  let best: FillRate = { tokens: 0, ticks: 1 };
  for (let ticks = 1; ticks <= longest; ticks += 1) {
    const tokens = Math.floor(part * ticks + 1e-9);
    if (tokens / ticks <= best.tokens / best.ticks) continue;
    best = { tokens, ticks };
    if (tokens / ticks >= part * (1 - precision)) break;
  }
  return best;
}

/** A group's part of the weights of all groups. */
export function partOfWeights(group: GroupId, view: View): number {
  const total = view.groups().reduce((sum, each) => sum + view.group(each).share.weight, 0);
  return view.group(group).share.weight / total;
}
