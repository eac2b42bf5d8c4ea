import { ms } from "@crosstalk/engine";
import type { Histogram } from "@crosstalk/metrics";
import type { WebWorld } from "./web-world.ts";

/** Milliseconds of a quantile of responses; not a number, which fails the run, if there were none. */
const milliseconds = (responses: Histogram, share: number): number => (responses.quantile(share) ?? Number.NaN) / ms(1);

/** What a web server's clients see since the warm-up. */
export const responseMeasures = {
  answered: { unit: "1/s", about: "answers a second", of: ({ answers }: WebWorld) => answers.read().rate },
  mean: {
    unit: "ms",
    about: "mean response time",
    of: ({ responses }: WebWorld) => (responses.read().mean ?? Number.NaN) / ms(1),
  },
  p50: {
    unit: "ms",
    about: "half of the answers come within it",
    of: ({ responses }: WebWorld) => milliseconds(responses.read(), 0.5),
  },
  p99: {
    unit: "ms",
    about: "99 of 100 answers come within it",
    of: ({ responses }: WebWorld) => milliseconds(responses.read(), 0.99),
  },
} as const;
