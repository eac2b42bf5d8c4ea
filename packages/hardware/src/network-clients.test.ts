import type { ModelEvent } from "@crosstalk/engine";
import { Simulation } from "@crosstalk/engine";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Bench, bench } from "./testing/bench.ts";
import { testHost } from "./testing/test-host.ts";

const NET = "host/net";
const clients = (more: object = {}) => ({ clients: [{ name: "net", rate: 1e6, patience: 2_000, ...more }] });
const ask = (b: Bench, id: number): void => b.give(NET, { type: "SUBMIT", request: { id, owner: "vm" } });

function completions(b: Bench): unknown {
  b.give(NET, { type: "FETCH", from: "software" });
  b.until(b.simulation.now);
  const told = b.heard().map(([, event]) => event as unknown as ModelEvent);
  return told.flatMap((event) =>
    event.type === "COMPLETIONS" ? (event.completions as { id: number }[]).map(({ id }) => id) : [],
  );
}

describe("clients beyond a network interface", () => {
  test("send whether or not anybody answers, in a Poisson process of the rate asked for", () => {
    const b = bench(clients());
    b.until(1_000_000);
    const sent = b.host.requests("net").map((each) => each.sent);
    const gaps = sent.slice(1).map((at, index) => at - (sent[index] as number));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) * (gap - mean), 0) / gaps.length;
    // A thousand draws: four standard errors of the mean of an exponential, and of its standard deviation over the mean.
    expect(Math.abs(mean - 1_000)).toBeLessThan(4 * 32);
    expect(Math.abs(Math.sqrt(variance) / mean - 1)).toBeLessThan(0.2);
  });

  test("send at the same instants whatever becomes of their requests", () => {
    const served = bench(clients());
    for (let id = 0; id < 50; id += 1) {
      served.until(id * 500);
      ask(served, id);
    }
    served.until(30_000);
    const alone = bench(clients({ queue: 1 }));
    alone.until(30_000);
    expect(served.host.requests("net").map(({ sent }) => sent)).toEqual(alone.host.requests("net").map(({ sent }) => sent));
  });

  test("find no room when as many requests wait as can: those are dropped", () => {
    const b = bench(clients({ queue: 3 }));
    b.until(20_000);
    const { sent, dropped, timedOut, outstanding, answered } = b.host.service("net");
    expect(sent).toBeGreaterThan(10);
    expect([dropped, timedOut + outstanding, answered]).toEqual([sent - 3, 3, 0]);
  });

  test("give up after a time; an answer that comes later is none", () => {
    const b = bench(clients({ rate: 1e3, patience: 500 }));
    ask(b, 1);
    while (b.host.requests("net").length === 0) b.until(b.simulation.now + 100_000);
    const [first] = b.host.requests("net");
    b.until((first?.sent as number) + 501);
    expect(b.host.service("net")).toMatchObject({ sent: 1, timedOut: 1 });
    ask(b, 2);
    b.until(b.simulation.now);
    expect(b.host.requests("net")[0]?.ended).toBe(b.simulation.now);
    expect(b.host.service("net")).toMatchObject({ sent: 1, timedOut: 1, answered: 0 });
  });
});

describe("software that serves", () => {
  test("is told of a request once it has asked and there is one; its next asking carries the answer", () => {
    const b = bench(clients({ patience: 100_000 }));
    ask(b, 7);
    b.until(10_000);
    expect(completions(b)).toEqual([7]);
    expect(completions(b)).toEqual([]);
    expect(b.host.service("net").answered).toBe(0);
    ask(b, 8);
    b.until(10_000);
    const [first, second] = b.host.requests("net");
    expect([first?.ended, second?.ended]).toEqual([10_000, null]);
    expect(b.host.service("net").responses).toEqual([10_000 - (first?.sent as number)]);
    expect(completions(b)).toEqual([8]);
  });

  test("finds that each request ends exactly once, however slowly it serves and however few can wait", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 5_000 }),
        (waits, queue, patience) => {
          const b = bench(clients({ queue, patience }));
          let at = 0;
          waits.forEach((wait, id) => {
            at += wait;
            b.until(at);
            ask(b, id);
          });
          b.until(at + 3_000);
          const whole = b.host.service("net");
          const { sent, answered, dropped, timedOut, outstanding } = whole;
          expect(answered + dropped + timedOut + outstanding).toBe(sent);
          expect(sent).toBe(b.host.requests("net").length);
          expect(answered).toBeLessThanOrEqual(waits.length);
          const [early, late] = [b.host.service("net", 0, 2_000), b.host.service("net", 2_000)];
          expect(early.sent + late.sent).toBe(sent);
          expect([...early.responses, ...late.responses]).toEqual(whole.responses);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe("bad clients are refused, by field and value:", () => {
  test.each([
    [{ rate: 0 }, /host\/net: rate is 0; allowed is above 0/],
    [{ patience: 0.5 }, /host\/net: patience is 0.5; allowed is a whole number/],
    [{ queue: 0 }, /host\/net: queue is 0; allowed is a whole number of at least 1/],
  ])("%j", (more, message) => {
    expect(() => testHost(new Simulation({ seed: 1 }), clients(more))).toThrow(message);
  });

  test("an interface that there is not", () => {
    expect(() => bench(clients()).host.service("wlan")).toThrow(/host has no clients "wlan"; allowed is one of net/);
  });
});
