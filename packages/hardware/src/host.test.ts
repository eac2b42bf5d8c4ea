import { Simulation } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { totalOf } from "./account.ts";
import { currentServer } from "./catalogue/current-server.ts";
import { dualXeon2003 } from "./catalogue/dual-xeon-2003.ts";
import { buildHost } from "./host.ts";
import { bench, work } from "./testing/bench.ts";
import { testHost, testHostModel } from "./testing/test-host.ts";

describe("a host", () => {
  test("is a machine that describes its processors, memory and devices by path", () => {
    const host = testHost(new Simulation({ seed: 1 }), { processors: 2, devices: [{ name: "disk", service: 5 }] });
    expect(host).toMatchObject({
      path: "host",
      processors: [
        { path: "host/cpu0", id: 0 },
        { path: "host/cpu1", id: 1 },
      ],
      memory: { pages: 1_000 },
      devices: [{ name: "disk", kind: "test", path: "host/disk", vector: "device:disk" }],
      channels: [],
      router: "host/router",
      features: { paravirtual: false, stolenTime: false },
    });
    expect(host.features.hypervisor).toBeUndefined();
  });

  test("has all processors of its model unless fewer are asked for", () => {
    expect(buildHost(new Simulation({ seed: 1 }), "host", testHostModel).processors).toHaveLength(4);
    expect(testHost(new Simulation({ seed: 1 }), { processors: 1 }).processors).toHaveLength(1);
  });

  test.each([0, -1, 5, 1.5, Number.NaN])("can't be built with %s processors", (processors) => {
    expect(() => testHost(new Simulation({ seed: 1 }), { processors })).toThrow(
      `host: processors is ${processors}; allowed is 1 to 4, what test-host has`,
    );
  });

  test("stays off until software is named, and says that it was off", () => {
    const simulation = new Simulation({ seed: 1 });
    const host = testHost(simulation);
    simulation.run(500);
    expect(host.ledger(0)).toEqual({ "off:host": 500 });
  });

  test("keeps a ledger for each processor that adds up to virtual time", () => {
    const b = bench({ processors: 2 });
    b.run([work(300)], { on: 1 });
    b.until(200);
    expect(b.host.ledger(1)).toEqual({ "user:a": 200 });
    expect([0, 1].map((processor) => totalOf(b.host.ledger(processor)))).toEqual([200, 200]);
  });

  test.each([dualXeon2003, currentServer])("of model $name runs", (model) => {
    const simulation = new Simulation({ seed: 1 });
    const host = buildHost(simulation, "host", model, { processors: 1 });
    simulation.run(10);
    expect(totalOf(host.ledger(0))).toBe(10);
  });
});
