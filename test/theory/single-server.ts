import type { Customer } from "./customer.ts";
import type { Service } from "./draw.ts";
import { moments, timeInSystem } from "./formulas.ts";
import { source } from "./source.ts";
import { station } from "./station.ts";
import { expectTheory } from "./twenty-seeds.ts";

/** Tests a station with one server, Poisson arrivals and a mean service time of one unit against theory. */
export function expectSingleServer(utilization: number, service: Service, batchSize: number): void {
  const { mean, square } = moments(service);
  const meanGap = mean / utilization;
  expectTheory({
    theory: timeInSystem(1 / meanGap, service),
    batchSize,
    assemble(simulation) {
      simulation.actor("source", source, { to: "station", meanGap, stations: 1 });
      simulation.actor("station", station, { path: "station", number: 0, service, routes: [] });
      return ["station"];
    },
    // Gaps and service times are drawn independently, so that these are zero on average.
    controls(customer: Customer, before: Customer) {
      const [work] = customer.work as [number];
      const [workBefore] = before.work as [number];
      return [
        customer.gap / meanGap - 1,
        (customer.gap * customer.gap) / (2 * meanGap * meanGap) - 1,
        work / mean - 1,
        (work * work) / square - 1,
        (workBefore * customer.gap) / (mean * meanGap) - 1,
      ];
    },
  });
}
