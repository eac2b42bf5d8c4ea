import { ms } from "@crosstalk/engine";
import { namedConstants, quoted, recalled } from "@crosstalk/hardware";
import { defineExperiment } from "../experiment.ts";

/** Constants as models have them, whose values are worked into costs when the module is loaded. */
const prices = namedConstants("priced", {
  trap: recalled(1_000, "ns", "no source: for tests"),
  copy: quoted(100, "ns", "no source: for tests"),
  page: quoted(4_096, "ns", "no source: one that is known", [4_096, 4_096]),
});

const cost = prices.trap.value + prices.page.value;

/** An experiment for tests: a time that depends on a constant and on chance, and one that depends on nothing. */
export const priced = defineExperiment({
  name: "priced",
  about: "A time that depends on constants",
  factors: { traps: [1, 10] },
  world: ({ random }, { traps }) => ({ traps, noise: random("noise").normal(0, 10) }),
  until: ms(1),
  replications: 2,
  measures: {
    time: { unit: "ns", of: ({ traps, noise }) => traps * cost + prices.copy.value / 100 + noise },
    known: { unit: "ns", of: () => prices.page.value },
  },
});
