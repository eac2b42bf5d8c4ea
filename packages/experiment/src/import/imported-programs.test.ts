import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, type Program } from "@crosstalk/guest-os";
import { buildHost, currentServer, dualXeon2003, type HostModel } from "@crosstalk/hardware";
import { plainLinux } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { jobArrivals, jobProgram } from "./job-arrivals.ts";
import { planetlab } from "./planetlab.ts";
import { straceSummary } from "./strace-summary.ts";
import { swf } from "./swf.ts";
import { systemCallProfile, systemCallProgram } from "./system-call-program.ts";
import { sample } from "./testing/sample.ts";
import { meanShare } from "./utilization.ts";
import { utilizationProgram } from "./utilization-program.ts";

/** Runs a program on Linux, beside another if there is one: when it has ended, and the processor time that it caused. */
function outcome(program: Program, options: { model?: HostModel; processors?: number; beside?: Program } = {}) {
  const { model = dualXeon2003, processors = 1, beside } = options;
  const simulation = new Simulation({ seed: 1 });
  const system = plainLinux({ scheduler: "eevdf" }).boot(simulation, buildHost(simulation, "host", model, { processors }));
  const tenant = system.tenant("tenant");
  const running = tenant.run(program);
  if (beside !== undefined) system.tenant("other").run(beside);
  simulation.run(seconds(4_000), () => running.ended() !== undefined);
  return { ended: running.ended() ?? Number.NaN, user: tenant.time().user ?? 0, simulation };
}

describe("a program of a series of utilization", () => {
  const series = {
    processors: 2,
    intervals: [
      { seconds: 2, share: 0.25 },
      { seconds: 1.5, share: 0 },
      { seconds: 0.25, share: 1.5 },
    ],
  };

  it("takes as long as the series, and uses as much of each processor as it says, whatever the host's speed", () => {
    for (const on of [dualXeon2003, currentServer]) {
      const { ended, user } = outcome(utilizationProgram(series, { on }), { model: on, processors: 2 });
      expect(user / seconds(2 * (0.5 + 0.25))).toBeCloseTo(1, 3);
      expect(ended / seconds(3.75)).toBeGreaterThan(1);
      expect(ended / seconds(3.75)).toBeLessThan(1.01);
    }
  });

  it("plays a day of PlanetLab in short, at its mean utilization", () => {
    const day = sample(planetlab, "planetlab.txt");
    const { ended, user } = outcome(utilizationProgram(day, { timeScale: 0.001, period: ms(100) }));
    expect(user / seconds(86.4 * meanShare(day))).toBeCloseTo(1, 3);
    expect(ended / seconds(86.4)).toBeLessThan(1.02);
  });

  it("comes late where others have the processor, and drops no work", () => {
    const alone = outcome(utilizationProgram({ ...series, processors: 1 }));
    const beside = outcome(utilizationProgram({ ...series, processors: 1 }), { beside: forever(compute(ms(10))) });
    expect(beside.user).toBe(alone.user);
    expect(beside.ended).toBeGreaterThan(alone.ended + seconds(0.25));
  });

  it("says which option is wrong", () => {
    expect(() => utilizationProgram(series, { threads: 0 })).toThrow("threads is 0; allowed is a whole number of at least 1");
    expect(() => utilizationProgram(series, { period: 0.5 })).toThrow("period is 0.5; allowed is a whole number of nanoseconds");
    expect(() => utilizationProgram(series, { timeScale: 0 })).toThrow("timeScale is 0; allowed is a number above 0");
  });
});

describe("a program of jobs", () => {
  it("makes each when it arrives, with its threads, and ends with the last", () => {
    const job = { job: 1, at: 0, threads: 1, work: seconds(3) };
    const arrivals = [job, { job: 2, at: seconds(1), threads: 2, work: seconds(0.5) }];
    const two = outcome(jobProgram(arrivals), { processors: 2 });
    expect(two.user / seconds(4)).toBeCloseTo(1, 3);
    // The second job's threads share the free processor and what the first leaves of its own: at most a second late.
    expect(two.ended).toBeGreaterThan(seconds(3));
    expect(two.ended).toBeLessThan(seconds(3.6));
    const one = outcome(jobProgram(arrivals), { processors: 1 });
    expect(one.ended / seconds(4)).toBeCloseTo(1, 2);
  });

  it("takes a log's jobs, but for those that tell no work", () => {
    const { jobs } = sample(swf, "jobs.swf");
    const arrivals = jobArrivals(jobs, { timeScale: 0.01 });
    expect(arrivals).toHaveLength(20);
    expect(arrivals[4]?.work).toBe(seconds((jobs[4]?.runSeconds ?? 0) / 100));
    expect(arrivals[0]).toMatchObject({ at: 0, threads: jobs[0]?.allocatedProcessors });
    const none = jobs.map((each) => ({ ...each, processorSeconds: null, runSeconds: null }));
    expect(jobArrivals(none)).toEqual([]);
    const work = arrivals.reduce((sum, { threads, work: each }) => sum + threads * each, 0);
    expect(outcome(jobProgram(arrivals), { processors: 2 }).user / work).toBeCloseTo(1, 3);
    expect(() => jobArrivals(jobs, { timeScale: -1 })).toThrow("timeScale is -1; allowed is a number above 0");
  });
});

describe("a program of counts by strace", () => {
  it("makes the same calls by class, but for those that it tells to be left out", () => {
    const profile = systemCallProfile(sample(straceSummary, "strace-summary.txt"));
    expect(profile.leftOut).toEqual({ wait: 8, fork: 4, exec: 5 });
    const all = [...Object.values(profile.calls), ...Object.values(profile.leftOut)];
    expect(all.reduce((sum, count) => sum + count, 0)).toBe(620);
    const { user, simulation } = outcome(systemCallProgram(profile, { user: ms(5), faults: 10 }));
    const { counts } = simulation.snapshot("linux").context as { readonly counts: Readonly<Record<string, number>> };
    expect(user).toBe(ms(5));
    expect(counts["call file-open"]).toBe(137);
    expect(counts["call file-stat"]).toBe(profile.calls["file-stat"]);
  });
});
