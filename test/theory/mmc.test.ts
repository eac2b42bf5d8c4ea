import { describe, it } from "vitest";
import type { Customer } from "./customer.ts";
import { dispatcher } from "./dispatcher.ts";
import { timeInMultiServerSystem } from "./formulas.ts";
import { server } from "./server.ts";
import { source } from "./source.ts";
import { expectTheory, UNIT } from "./twenty-seeds.ts";

describe("M/M/3 as statecharts: a dispatcher and three servers", () => {
  it("has the time in system of theory at utilization 0.6", { timeout: 600_000 }, () => {
    const servers = ["server1", "server2", "server3"];
    const meanGap = UNIT / 1.8;
    expectTheory({
      theory: timeInMultiServerSystem(3, 1 / meanGap, UNIT),
      batchSize: 200,
      assemble(simulation) {
        simulation.actor("source", source, { to: "dispatcher", meanGap, stations: 1 });
        simulation.actor("dispatcher", dispatcher, { servers });
        for (const path of servers) {
          simulation.actor(path, server, { path, dispatcher: "dispatcher", service: { kind: "exponential", mean: UNIT } });
        }
        return servers;
      },
      controls: (customer: Customer) => {
        const [work] = customer.work as [number];
        return [
          customer.gap / meanGap - 1,
          (customer.gap * customer.gap) / (2 * meanGap * meanGap) - 1,
          work / UNIT - 1,
          (work * work) / (2 * UNIT * UNIT) - 1,
        ];
      },
    });
  });
});
