import type { Nanoseconds, Simulation } from "@crosstalk/engine";

/** Times at which something ran, one stretch after another. */
export interface Stretch {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
}

/** Notes when a vCPU's chart was `running`; filled while the simulation runs. */
export function runningStretches(simulation: Simulation, chart: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let since: number | null = null;
  simulation.onDelivery((time, path, event) => {
    if (path !== chart) return;
    if (since !== null) stretches.push({ from: since, to: time });
    since = event.type === "DISPATCH" ? time : null;
  });
  return stretches;
}

/** Most time that the stretches have in any window of a length: the worst begins or ends with a stretch. */
export function mostInWindow(stretches: readonly Stretch[], length: Nanoseconds): Nanoseconds {
  const before = [0];
  for (const { from, to } of stretches) before.push((before[before.length - 1] as number) + to - from);
  /** Time that the stretches have before an instant; `index` is the first that does not end before it. */
  const until = (instant: number): number => {
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle] as Stretch).to < instant) low = middle + 1;
      else high = middle;
    }
    const part = Math.max(0, instant - (stretches[low]?.from ?? instant));
    return (before[low] as number) + part;
  };
  let most = 0;
  for (const { from, to } of stretches) {
    most = Math.max(most, until(from + length) - until(from), until(to) - until(to - length));
  }
  return most;
}
