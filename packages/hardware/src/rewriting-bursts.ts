import { neverChanges } from "@crosstalk/engine";
import { LONG_BURST } from "./given-burst.ts";
import type { Burst, Segment } from "./machine.ts";
import { Remembered } from "./remembered.ts";

/**
 * Rewrites bursts segment by segment, by a rewriting of a name. What a long burst has become is remembered: it is given to
 * the processor below after each interruption, each time as the same burst.
 */
export function rewritingBursts(
  rewrite: (rewriting: string, segment: Segment) => Segment,
): (rewriting: string, burst: Burst) => Burst {
  const byName = new Map<string, Remembered<Burst, Burst>>();
  return (rewriting, burst) => {
    if (burst.length < LONG_BURST) return rewritten(burst, rewriting, rewrite);
    let known = byName.get(rewriting);
    if (known === undefined) {
      known = new Remembered();
      byName.set(rewriting, known);
    }
    const before = known.get(burst);
    if (before !== undefined) return before;
    const result = neverChanges(rewritten(burst, rewriting, rewrite), burst);
    known.set(burst, result);
    return result;
  };
}

/** A burst of which nothing becomes anything else is the same burst. */
function rewritten(burst: Burst, rewriting: string, rewrite: (rewriting: string, segment: Segment) => Segment): Burst {
  let result: Segment[] | undefined;
  for (let index = 0; index < burst.length; index += 1) {
    const segment = burst[index] as Segment;
    const made = rewrite(rewriting, segment);
    if (made !== segment) result ??= burst.slice(0, index);
    result?.push(made);
  }
  return result ?? burst;
}
