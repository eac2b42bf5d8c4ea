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

describe("a closed population of clients", () => {
  const closed = (more: object = {}) => ({ clients: [{ name: "net", clients: 5, thinkTime: 1_000, ...more }] });
  const serve = (b: Bench, waits: readonly number[]): void => {
    let at = 0;
    waits.forEach((wait, id) => {
      at += wait;
      b.until(at);
      ask(b, id);
    });
  };

  test("asks no more while nobody answers", () => {
    const b = bench(closed());
    b.until(1_000_000);
    expect(b.host.service("net")).toMatchObject({ sent: 5, answered: 0, dropped: 0, timedOut: 0, outstanding: 5 });
    expect(new Set(b.host.requests("net").map(({ client }) => client)).size).toBe(5);
  });

  test("asks again once it has been told that there is no room", () => {
    const b = bench(closed({ queue: 2 }));
    b.until(100_000);
    const { sent, dropped, outstanding } = b.host.service("net");
    expect(outstanding).toBe(2);
    expect(sent).toBe(dropped + 2);
    expect(dropped).toBeGreaterThan(100);
  });

  test("has each client wait for its answer, and think as long whatever the service, at any speed of it", () => {
    const thoughts = (b: Bench) => {
      const requests = b.host.requests("net").filter(({ client }) => client === 3);
      return requests.slice(1).map(({ sent }, index) => sent - (requests[index]?.ended ?? Number.NaN));
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 30, maxLength: 60 }), (waits) => {
        const [fast, slow] = [bench(closed()), bench(closed())];
        serve(
          fast,
          waits.map((wait) => Math.floor(wait / 4)),
        );
        serve(slow, waits);
        for (const b of [fast, slow]) {
          const { sent, answered, outstanding } = b.host.service("net");
          expect(sent).toBe(answered + outstanding);
          expect(outstanding).toBeLessThanOrEqual(5);
          expect(thoughts(b).every((time) => time >= 1)).toBe(true);
        }
        const both = Math.min(thoughts(fast).length, thoughts(slow).length);
        expect(thoughts(fast).slice(0, both)).toEqual(thoughts(slow).slice(0, both));
      }),
      { numRuns: 20 },
    );
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

  test.each([
    [{ clients: 0 }, /host\/net: clients is 0; allowed is a whole number from 1 to 10000/],
    [{ clients: 10_001 }, /host\/net: clients is 10001; allowed/],
    [{ thinkTime: 0.5 }, /host\/net: thinkTime is 0.5; allowed is a whole number/],
  ])("of a closed population, %j", (more, message) => {
    const options = { clients: [{ name: "net", clients: 5, thinkTime: 1_000, ...more }] };
    expect(() => testHost(new Simulation({ seed: 1 }), options)).toThrow(message);
  });

  test("an interface that there is not", () => {
    expect(() => bench(clients()).host.service("wlan")).toThrow(/host has no clients "wlan"; allowed is one of net/);
  });
});
