import { ms, type Nanoseconds, seconds } from "@crosstalk/engine";
import { compute, type Program, parallel, repeat, sequence, sleep } from "@crosstalk/guest-os";
import { dualXeon2003, type HostModel } from "@crosstalk/hardware";
import type { UtilizationSeries } from "./utilization.ts";

/** How a series of utilization is made a program. */
export interface UtilizationProgramOptions {
  /** Threads that each compute that share; by default one for each of the series' processors, or one. */
  readonly threads?: number;
  /** Length of each computing and sleeping together, ns; 1 s by default. Must be above 0. */
  readonly period?: Nanoseconds;
  /** Seconds simulated for each second of the trace; 1 by default. With 0.01, a day takes a quarter of an hour. */
  readonly timeScale?: number;
  /** The host of whose processors the shares are; by default the reference host, on which work costs what it says. */
  readonly on?: Pick<HostModel, "prices">;
}

/** A second, ns. */
const PERIOD = ms(1_000);

/**
 * A program that uses its processors as much as a trace says: in each interval it computes for its share of each period,
 * and sleeps for the rest.
 *
 * Model notes: what a machine did in its time is not in such traces, so it is plain work, spread evenly over the interval. A
 * share above 1 counts as 1. The program asks for the work, whoever else runs: where it gets the processor late, its period
 * takes longer and all later intervals come later, as for work that is not dropped. A kernel whose timers keep to ticks
 * lengthens each sleep by up to a tick, which a longer period makes less of.
 */
export function utilizationProgram(series: UtilizationSeries, options: UtilizationProgramOptions = {}): Program {
  const { threads = series.processors ?? 1, period = PERIOD, timeScale = 1, on = dualXeon2003 } = options;
  check("threads", threads, Number.isSafeInteger(threads) && threads >= 1, "a whole number of at least 1");
  check("period", period, Number.isSafeInteger(period) && period >= 1, "a whole number of nanoseconds of at least 1");
  check("timeScale", timeScale, timeScale > 0 && Number.isFinite(timeScale), "a number above 0");
  const one = sequence(
    ...series.intervals.flatMap((interval) => {
      const length = seconds(interval.seconds * timeScale);
      const share = Math.min(interval.share, 1);
      if (share === 0) return length > 0 ? [sleep(length)] : [];
      const whole = Math.floor(length / period);
      const part = (each: Nanoseconds): Program => partOf(each, share, on.prices.work.value);
      return [
        ...(whole > 0 ? [repeat(whole, part(period))] : []),
        ...(length > whole * period ? [part(length - whole * period)] : []),
      ];
    }),
  );
  return threads === 1 ? one : parallel(...Array.from({ length: threads }, () => one));
}

function partOf(length: Nanoseconds, share: number, price: number): Program {
  const busy = Math.round(length * share);
  const work = compute(Math.round(busy / price));
  return busy < length ? sequence(work, sleep(length - busy)) : work;
}

function check(field: string, value: number, isAllowed: boolean, allowed: string): void {
  if (!isAllowed) throw new RangeError(`${field} is ${value}; allowed is ${allowed}`);
}
