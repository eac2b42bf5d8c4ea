import { ms, seconds } from "@crosstalk/engine";
import { defineExperiment } from "@crosstalk/experiment";
import { compute, forever } from "@crosstalk/guest-os";
import { responseMeasures } from "./response-measures.ts";
import { usualPlatforms } from "./usual-platforms.ts";
import { type Neighbour, webWorld } from "./web-world.ts";

/** How long a run lasts. */
const END = seconds(12);

/** Tenants that compute without end. */
const hogsOf = (count: number): Neighbour[] =>
  Array.from({ length: count }, (_, hog) => ({ tenant: `hog${hog}`, name: "hog", program: forever(compute(ms(100))) }));

/**
 * How long a web server's clients wait for their answers, beside tenants that compute without end: the steady state of a
 * server that is asked whether or not it answers. Response times begin to count after the warm-up, 3 s unless `--warm-up`
 * says otherwise; `--warm-up auto` finds its end for each run. Their course over time is kept as a series.
 *
 * Model notes: one process serves, one request at a time, and keeps nothing but the file that it opens; the wire takes no
 * time. So waiting is for the processor and for the requests before, which is what platforms differ in.
 */
export const webLatency = defineExperiment({
  name: "web-latency",
  about: "How long a web server's clients wait, alone and beside tenants that compute",
  factors: {
    platform: usualPlatforms,
    rate: [100, 400],
    hogs: [0, 2],
  },
  world: (builder, { platform, rate, hogs }) => webWorld(builder, platform, rate, hogsOf(hogs)),
  until: END,
  warmUp: seconds(3),
  warmUpSeries: ({ course }) => course.read(),
  replications: 5,
  measures: responseMeasures,
  series: {
    response: { unit: "ns", about: "response times by the instant of the answer", of: ({ course }) => course.read() },
  },
  figure: {
    title: "Response time of a web server",
    x: "hogs",
    y: "p99",
    series: "platform",
    xTitle: "tenants that compute beside it",
    yTitle: "99th percentile of response times [ms]",
  },
});
