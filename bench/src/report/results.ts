import { YARDSTICK } from "../contenders.ts";
import type { Figure } from "../figure.ts";
import type { MachineRecord } from "../machine.ts";
import { type Spread, spreadOf } from "../median.ts";
import type { Entry } from "../run-contests.ts";
import type { FigureSection } from "../sections.ts";

/** A measurement of ours alone, round by round. */
export interface FigureEntry extends Omit<Figure, "value"> {
  readonly section: FigureSection;
  readonly values: readonly number[];
}

/** Everything that the bench has measured: what is written as JSON. */
export interface Results {
  readonly machine: MachineRecord;
  readonly rounds: number;
  readonly quick: boolean;
  readonly entries: readonly Entry[];
  readonly figures: readonly FigureEntry[];
}

/** Rate of one contender over that of another, taken within each round; undefined where one of them has none. */
export function ratioOf(
  entries: readonly Entry[],
  contest: string,
  contender: string,
  to: string = YARDSTICK,
): Spread | undefined {
  const rates = (id: string) => entries.find((entry) => entry.contest === contest && entry.contender === id)?.rates ?? [];
  const [own, others] = [rates(contender), rates(to)];
  const ratios = own.slice(0, others.length).map((rate, round) => rate / (others[round] as number));
  return ratios.length === 0 ? undefined : spreadOf(ratios);
}
