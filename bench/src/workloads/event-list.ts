import { EventQueue } from "@crosstalk/engine";
import { Draws, holdEnd } from "../draws.ts";
import type { Outcome, Size } from "../outcome.ts";
import { secondsOf } from "../stopwatch.ts";

/** Slices of virtual time in which events are taken, as a simulation runs up to one instant after another. */
const SLICES = 100;

/** HOLD on the bare event list, with a call for each event, and nothing else of the engine. */
export function holdOnEventList({ pending, count }: Size, table: Float64Array): Outcome {
  const draws = new Draws(table);
  const list = new EventQueue<{ fire(time: number): void }>();
  let done = 0;
  const item = {
    fire(time: number) {
      done += 1;
      list.pushSlot(time + draws.next(), 0, 0, item);
    },
  };
  for (let actor = 0; actor < pending; actor += 1) list.pushSlot(draws.next(), 0, 0, item);
  const end = holdEnd(pending, count);
  // A function of its own, so that it is called again once it is compiled: a loop that is entered but once stays with code
  // that was made while it ran.
  const takeUntil = (instant: number) => {
    for (let next = list.popUntil(instant); next !== undefined; next = list.popUntil(instant)) next.fire(list.time);
  };
  const seconds = secondsOf(() => {
    for (let slice = 1; slice <= SLICES; slice += 1) takeUntil((end * slice) / SLICES);
  });
  return { seconds, answer: { done, last: list.time, next: list.nextTime() } };
}
