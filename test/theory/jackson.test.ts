import { describe, it } from "vitest";
import type { Customer } from "./customer.ts";
import { timeInNetwork, visits } from "./formulas.ts";
import { source } from "./source.ts";
import { station } from "./station.ts";
import { expectTheory, UNIT } from "./twenty-seeds.ts";

/** Chances to go from each station to each; with the rest a customer leaves. Feedback goes from the last two to the first. */
const CHANCES = [
  [0, 0.4, 0.3],
  [0.2, 0, 0.5],
  [0.1, 0, 0],
];

/** Mean service times: utilizations of about 0.46, 0.37 and 0.40. */
const MEANS = [1, 2, 1.75].map((units) => units * UNIT);

const PATHS = ["station1", "station2", "station3"];

describe("a Jackson network of three stations with feedback, as statecharts", () => {
  it("has the time in system of theory", { timeout: 600_000 }, () => {
    const meanGap = 2.5 * UNIT;
    const visited = visits(CHANCES);
    expectTheory({
      theory: timeInNetwork(1 / meanGap, CHANCES, MEANS),
      batchSize: 150,
      assemble(simulation) {
        simulation.actor("source", source, { to: "station1", meanGap, stations: 3 });
        PATHS.forEach((path, number) => {
          const routes = PATHS.flatMap((target, to) => {
            const chance = CHANCES[number]?.[to] as number;
            return chance > 0 ? [[target, chance] as const] : [];
          });
          simulation.actor(path, station, {
            path,
            number,
            service: { kind: "exponential", mean: MEANS[number] as number },
            routes,
          });
        });
        return PATHS;
      },
      // Service times do not depend on how often a customer is served, so that the excess over visits is zero on average.
      controls: (customer: Customer) => [
        customer.gap / meanGap - 1,
        ...MEANS.map((mean, number) => (customer.work[number] as number) / mean - (customer.visits[number] as number)),
        ...visited.map((mean, number) => (customer.visits[number] as number) - mean),
      ],
    });
  });
});
