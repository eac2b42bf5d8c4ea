import { ms, seconds } from "@crosstalk/engine";
import { expect } from "vitest";
import { conservationProblems } from "../../conservation.ts";
import { type Clause, mixture, trial } from "./trial.ts";

/** That no time is lost or counted twice. */
export const conserves: readonly Clause[] = [1, 2].map((processors): Clause => {
  const on = processors === 1 ? "one processor" : "two processors";
  return [
    `conserves time on ${on}: all accounts add up to the run's length, at any instant`,
    (make) => {
      const { simulation, host, system } = trial(make, { processors });
      for (const name of ["a", "b", "c"]) system.tenant(name, { weight: 256 }).run(mixture);
      for (const until of [0, 1, ms(7), ms(100) + 1, ms(333), seconds(0.6)]) {
        simulation.run(until);
        expect(conservationProblems(simulation, [host])).toEqual([]);
      }
    },
  ];
});
