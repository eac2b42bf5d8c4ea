import { ms, seconds } from "@crosstalk/engine";
import { defineExperiment, factor } from "@crosstalk/experiment";
import type { Histogram } from "@crosstalk/metrics";
import { platformFactor } from "@crosstalk/workloads";
import { webWorld } from "./web-world.ts";

/** How long a run lasts. */
const END = seconds(12);

/** The levels of platforms that a usual run takes; all others with `--full`. */
const USUAL = ["linux", "linux-vserver", "xen-3.0.4", "esx-2"];

const [usual, others] = [true, false].map((taken) =>
  [...platformFactor.levels, ...platformFactor.more].filter(({ name }) => USUAL.includes(name) === taken),
);

/** Milliseconds of a quantile of responses; not a number, which fails the run, if there were none. */
const milliseconds = (responses: Histogram, share: number): number => (responses.quantile(share) ?? Number.NaN) / ms(1);

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
    platform: factor({ levels: usual ?? [], more: others ?? [] }),
    rate: [100, 400],
    hogs: [0, 2],
  },
  world: (builder, { platform, rate, hogs }) => webWorld(builder, platform, rate, hogs),
  until: END,
  warmUp: seconds(3),
  warmUpSeries: ({ course }) => course.read(),
  replications: 5,
  measures: {
    answered: { unit: "1/s", about: "answers a second", of: ({ answers }) => answers.read().rate },
    mean: { unit: "ms", about: "mean response time", of: ({ responses }) => (responses.read().mean ?? Number.NaN) / ms(1) },
    p50: { unit: "ms", about: "half of the answers come within it", of: ({ responses }) => milliseconds(responses.read(), 0.5) },
    p99: { unit: "ms", about: "99 of 100 answers come within it", of: ({ responses }) => milliseconds(responses.read(), 0.99) },
  },
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
