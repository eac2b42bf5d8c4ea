import { queueing } from "./fake-experiment.ts";

type Builder = Parameters<typeof queueing.world>[0];

/** An experiment for tests whose runs never end for one combination of levels, and need ever more memory for another. */
export const greedy = {
  ...queueing,
  world(builder: Builder, levels: Readonly<Record<string, unknown>>): unknown {
    const { shop, customers } = levels as { shop: { name: string }; customers: number };
    if (shop.name === "Market 2.0") {
      const kept: object[] = [];
      for (;;) if (customers === 1) kept.push({ of: [kept.length] });
    }
    return queueing.world(builder, levels);
  },
};
