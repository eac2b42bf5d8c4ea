import { ms, seconds } from "@crosstalk/engine";
import { defineExperiment, level } from "@crosstalk/experiment";
import { compute, forever, type Program, sequence, sleep } from "@crosstalk/guest-os";
import { responseMeasures } from "./response-measures.ts";
import { usualPlatforms } from "./usual-platforms.ts";
import { webWorld } from "./web-world.ts";

/** When runs fork: clients have long been served, beside a neighbour that has done nothing. */
const FORK = seconds(2);

/** How long a run lasts: from the fork on, some 1,000 requests. */
const END = seconds(7);

/** How long the neighbour does one thing before it does the next. */
const STRETCH = ms(10);

/** Two things by turns; what-ifs are other things in the same places. */
const turns = (first: Program, second: Program): Program => sequence(first, second);

/**
 * What a neighbour does to a web server's clients that was idle and becomes noisy: it computes without end, or half of the
 * time. All runs of a seed go on from one warm-up, with the same requests still to come, so that the paired differences are
 * what the neighbour does and nothing else. They are of the first seconds of noise: schedulers that favour who has slept
 * favour the neighbour, too, until they have seen it compute.
 *
 * Model notes: an idle neighbour sleeps, waking once in {@link STRETCH}. The wire takes no time.
 */
export const noisyNeighbour = defineExperiment({
  name: "noisy-neighbour",
  about: "What a neighbour that was idle does to a web server's clients once it becomes noisy",
  factors: {
    platform: usualPlatforms,
    neighbour: [
      level("idle", turns(sleep(STRETCH), sleep(STRETCH))),
      level("half", turns(compute(STRETCH), sleep(STRETCH))),
      level("computes", turns(compute(STRETCH), compute(STRETCH))),
    ],
  },
  world: (builder, { platform, neighbour }) =>
    webWorld(builder, platform, 200, [{ tenant: "neighbour", name: "main", program: forever(neighbour) }]),
  until: END,
  warmUp: FORK,
  whatIf: ["neighbour"],
  replications: 5,
  measures: responseMeasures,
  figure: {
    title: "Response time of a web server once its neighbour becomes noisy",
    x: "neighbour",
    y: "p99",
    series: "platform",
    xTitle: "what the neighbour does after the warm-up",
    yTitle: "99th percentile of response times [ms]",
  },
});

export { noisyNeighbour as default };
