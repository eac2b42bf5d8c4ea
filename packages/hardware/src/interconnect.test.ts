import { describe, expect, test } from "vitest";
import type { InterconnectContext } from "./interconnect.ts";
import { type Bench, bench } from "./testing/bench.ts";

const context = (b: Bench): InterconnectContext => b.simulation.snapshot("host/interconnect").context as InterconnectContext;
const watch = (processor: number, value: number, word = "w") => ({ type: "WATCH", token: { word, value }, processor });
const write = (value: number, word = "w") => ({ type: "SIGNAL", token: { word, value } });

/** Gives the interconnect events, one after another, and says to which processors it has signalled. */
function signalled(b: Bench, ...events: readonly { type: string }[]): string[] {
  const seen: string[] = [];
  const end = b.simulation.onDelivery((_at, path, event) => {
    if (event.type === "SIGNALLED") seen.push(path);
  });
  for (const event of events) b.give("host/interconnect", event);
  b.until(b.simulation.now + 1_000);
  end();
  return seen;
}

describe("the interconnect", () => {
  test("signals all who await a value that has been reached, and only them", () => {
    const b = bench({ processors: 4 });
    expect(signalled(b, watch(0, 1), watch(1, 2), watch(2, 3), watch(3, 1, "other"), write(2))).toEqual([
      "host/cpu0",
      "host/cpu1",
    ]);
    expect(signalled(b, write(3))).toEqual(["host/cpu2"]);
  });

  test("signals at once who awaits what has been reached before", () => {
    const b = bench();
    expect(signalled(b, write(5), watch(0, 4))).toEqual(["host/cpu0"]);
  });

  test("lets words only grow", () => {
    const b = bench();
    expect(signalled(b, write(5), write(3), watch(0, 5))).toEqual(["host/cpu0"]);
    expect(context(b).words).toEqual({ w: 5 });
  });

  test("forgets what a processor awaited before, when it awaits something else, and when it has been signalled", () => {
    const b = bench();
    expect(signalled(b, watch(0, 1), watch(0, 2), write(1))).toEqual([]);
    expect(signalled(b, write(2))).toEqual(["host/cpu0"]);
    expect(signalled(b, write(3))).toEqual([]);
    expect(context(b).watchers).toEqual([]);
  });
});
