import type { Derived } from "@crosstalk/experiment";
import { securityIsolation } from "./isolation.ts";
import { securityScenarios } from "./scenarios.ts";

/**
 * Security isolation under a seed: all ways of probing make one number, which stands with the first of them.
 *
 * @param prefix what the scenarios' names begin with, where those of several experiments stand side by side.
 */
export function securityScore(prefix = ""): Derived {
  return {
    unit: "1",
    about: "1 less the mean exposure over kinds of objects, by all ways of probing together",
    of({ levels: { scenario } }, sibling) {
      const names = securityScenarios.map(({ name }) => prefix + name);
      const ways = names.map((name) => sibling({ scenario: name })?.values);
      return scenario === names[0] && ways.every((way) => way !== undefined) ? securityIsolation(ways) : undefined;
    },
  };
}
