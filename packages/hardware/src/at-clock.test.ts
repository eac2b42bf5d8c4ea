import { describe, expect, test } from "vitest";
import { atClock } from "./at-clock.ts";
import { currentServer } from "./catalogue/current-server.ts";
import { dualXeon2003 } from "./catalogue/dual-xeon-2003.ts";
import { pentium4Model672 } from "./catalogue/pentium4-672.ts";
import { testHostModel } from "./testing/test-host.ts";

describe("a host at another clock", () => {
  test("takes as long as a host of the same family that has that clock, where both were given the same cycles", () => {
    const slower = atClock(pentium4Model672, 2.4);
    for (const name of [
      "work",
      "exception",
      "privilegedTrap",
      "virtualMachineExit",
      "controlRead",
      "callReturn",
      "portIo",
    ] as const)
      expect(slower.prices[name].value).toBeCloseTo(dualXeon2003.prices[name].value, 9);
  });

  test("waits as long for memory and buses, and not for its own caches", () => {
    const slower = atClock(currentServer, 1.5);
    for (const name of ["portIo", "cacheLineTransfer", "pageCopy", "pageClear"] as const)
      expect(slower.prices[name]).toBe(currentServer.prices[name]);
    expect(slower.interruptDelivery).toBe(currentServer.interruptDelivery);
    expect(slower.caches?.bandwidth).toBe(currentServer.caches?.bandwidth);
    const fills = (host: typeof currentServer) => host.caches?.levels.map(({ fill }) => fill.value) ?? [];
    const [fill = 0, last] = fills(currentServer);
    expect(fills(slower)).toEqual([2 * fill, last]);
  });

  test("is the same host for the same clock, and the model itself for its own", () => {
    expect(atClock(dualXeon2003, 3)).toBe(atClock(dualXeon2003, 3));
    expect(atClock(dualXeon2003, 2.4)).toBe(dualXeon2003);
    expect(atClock(atClock(dualXeon2003, 3), 2.4).prices.systemCall.value).toBeCloseTo(dualXeon2003.prices.systemCall.value, 9);
  });

  test("says in each constant that it was scaled", () => {
    expect(atClock(dualXeon2003, 3).prices.systemCall.source).toMatch(/; the cycles of 2.4 GHz at 3 GHz$/);
  });

  test.each([0.05, 11, Number.NaN])("is refused at %d GHz", (clock) => {
    expect(() => atClock(dualXeon2003, clock)).toThrow(`dual-xeon-2003: clock is ${clock} GHz; allowed is 0.1 to 10 GHz`);
  });

  test("is refused of a host whose own clock is not known", () => {
    expect(() => atClock(testHostModel, 2)).toThrow("allowed is none, for the host's own is not known");
  });
});
