import { EventQueue } from "@crosstalk/engine";
import { Draws, holdEnd } from "../draws.ts";
import type { Outcome, Size } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

/** HOLD on the bare event list, with a call for each event, and nothing else of the engine. */
export function holdOnEventList({ pending, count }: Size, table: Float64Array): Outcome {
  const draws = new Draws(table);
  const list = new EventQueue<{ fire(time: number): void }>();
  let last = 0;
  let done = 0;
  const item = {
    fire(time: number) {
      last = time;
      done += 1;
      list.pushSlot(time + draws.next(), 0, 0, item);
    },
  };
  for (let actor = 0; actor < pending; actor += 1) list.pushSlot(draws.next(), 0, 0, item);
  const end = holdEnd(pending, count);
  const seconds = secondsOf(() => {
    for (let next = list.popUntil(end); next !== undefined; next = list.popUntil(end)) next.fire(list.time);
  });
  return { seconds, answer: { done, last, next: list.nextTime() } };
}
