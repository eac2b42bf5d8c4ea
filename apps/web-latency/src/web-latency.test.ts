import { seconds } from "@crosstalk/engine";
import { runOne } from "@crosstalk/experiment";
import { platformFactor } from "@crosstalk/workloads";
import { describe, expect, it } from "vitest";
import { webLatency } from "./web-latency.ts";

const platform = (name: string) =>
  [...platformFactor.levels, ...platformFactor.more].find((level) => level.name === name)?.value ?? expect.fail(name);

const RATE = 400;

describe("a web server's clients", () => {
  it("wait on an idle machine as in an M/D/1 queue: service, and half of what the load makes of it", () => {
    const { values } = runOne(webLatency, { platform: platform("linux"), rate: RATE, hogs: 0 }, 1);
    const { mean, p50: service, answered } = values as Record<string, number>;
    const busy = (RATE * (service as number)) / 1e3;
    const waiting = ((service as number) * busy) / (2 * (1 - busy));
    expect(Math.abs((mean as number) / ((service as number) + waiting) - 1)).toBeLessThan(0.02);
    expect(Math.abs((answered as number) / RATE - 1)).toBeLessThan(0.1);
  });

  it("wait longer at the tail beside tenants that compute in other virtual machines, not on an interactive scheduler", () => {
    const tail = (name: string, hogs: number) =>
      runOne(webLatency, { platform: platform(name), rate: RATE, hogs }, 2).values.p99 as number;
    expect(tail("linux", 2) / tail("linux", 0)).toBeLessThan(1.1);
    expect(tail("esx-2", 2) / tail("esx-2", 0)).toBeGreaterThan(3);
  });

  it("leave a course of response times, by which the end of the warm-up is found for each run", () => {
    const auto = { ...webLatency, warmUp: "auto" as const };
    const { series, warmUp } = runOne(auto, { platform: platform("xen-3.0.4"), rate: 100, hogs: 2 }, 1);
    expect(series?.response?.length).toBeGreaterThan(20);
    expect(warmUp?.end).toBeGreaterThan(seconds(1));
    expect(warmUp?.end).toBeLessThan(seconds(6));
  });
});
