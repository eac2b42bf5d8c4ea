import { describe, expect, it } from "vitest";
import { planRuns } from "../plan.ts";
import { queueing } from "../testing/fake-experiment.ts";
import { planText } from "./plan-text.ts";

describe("planText", () => {
  it("shows what would be run", () => {
    const plan = planRuns(queueing, { replications: 2, seed: 40, settings: { shop: ["Market 2.0"] } });
    expect(planText(queueing, plan)).toMatchInlineSnapshot(`
      "queueing: How long a clerk takes, by shop and customers

      factor     levels
      shop       Market 2.0
      customers  1, 4
      pace       usual

      measure   unit
      total     s     until the last customer is served
      each      s
      slowdown  1     against one customer in the same shop

      4 runs: 2 combinations x 2 replications, seeds 40 to 41

      run  shop        customers  pace   replication  seed
        1  Market 2.0  1          usual            1    40
        2  Market 2.0  4          usual            1    40
        3  Market 2.0  1          usual            2    41
        4  Market 2.0  4          usual            2    41
      "
    `);
  });
});
