import { BinaryHeap } from "./binary-heap.ts";
import { Draws, holdEnd, serviceTime } from "./draws.ts";
import type { Answer, Size, WorkloadName } from "./outcome.ts";

/** The right answer of a workload, found without any simulation framework. */
export function referenceAnswer(workload: WorkloadName, size: Size, table: Float64Array): Required<Answer> {
  if (workload === "hold") return hold(size, table);
  if (workload === "ping-pong") return { done: size.count, last: size.count, next: size.count + 1, waits: 0 };
  return singleServer(size.count, table);
}

/** What is wrong with an answer, or undefined if nothing is. Peers that count in seconds may be off in the ninth digit. */
export function wrongAnswer(answer: Answer, right: Required<Answer>): string | undefined {
  const wrong = (Object.keys(right) as (keyof Answer)[]).filter((name) => {
    const given = answer[name];
    return given !== undefined && !(Math.abs(given - right[name]) <= 1e-9 * Math.abs(right[name]));
  });
  if (Object.keys(answer).length === 0) return "it gives no answer";
  if (wrong.length === 0) return undefined;
  return wrong.map((name) => `${name} is ${answer[name]}, should be ${right[name]}`).join("; ");
}

function hold({ pending, count }: Size, table: Float64Array): Required<Answer> {
  const draws = new Draws(table);
  const heap = new BinaryHeap<undefined>();
  for (let actor = 0; actor < pending; actor += 1) heap.push(draws.next(), undefined);
  const end = holdEnd(pending, count);
  let done = 0;
  let last = 0;
  for (;;) {
    const next = heap.nextTime as number;
    if (next > end) return { done, last, next, waits: 0 };
    heap.pop();
    last = next;
    done += 1;
    heap.push(last + draws.next(), undefined);
  }
}

/** Lindley's recursion: a customer waits as long as the one before it waited and was served, less the gap between them. */
function singleServer(customers: number, table: Float64Array): Required<Answer> {
  const gaps = new Draws(table, 0, 2);
  const services = new Draws(table, 1, 2);
  let arrival = 0;
  let free = 0;
  let waits = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    arrival += gaps.next();
    const begin = Math.max(arrival, free);
    waits += begin - arrival;
    free = begin + serviceTime(services.next());
  }
  return { done: customers, last: free, next: 0, waits };
}
