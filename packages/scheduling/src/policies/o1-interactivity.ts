import type { Nanoseconds } from "@crosstalk/engine";

// The tuning knobs of the O(1) scheduler. Source: kernel/sched.c of Linux 2.6.12 (public copy), quoted; the same from
// 2.6.9 or so to 2.6.22 (recalled). They are reckoned in ticks there, and so here, rounded down like C integers.

/** Slice of a nice 0 task. */
export const defaultSlice: Nanoseconds = 100_000_000;
/** Shortest slice. */
const minimumSlice: Nanoseconds = 5_000_000;
/** Most sleep that is remembered: ten default slices. */
export const maximumSleep: Nanoseconds = 10 * defaultSlice;
/** Width of the bonus range, -5 to +5: a quarter of the 40 levels. */
const bonusRange = 10;
/** How far above its static priority a nice 0 task must be to count as interactive. */
const interactiveDelta = 2;
/** A task that slept long is put this far below the top, so that it is interactive but not for ever. */
const restedSleep: Nanoseconds = maximumSleep - defaultSlice;
/** Shortest turn among interactive tasks of one priority. */
const granularity: Nanoseconds = 10_000_000;
/** Sleep average that is left to a child and to its parent after a fork, in percent. */
const childPenalty = 95;
const parentPenalty = 100;
/** Slices of levels better than nice 0 are so many times as long as those of others. */
const favouredSlices = 4;

/** All of them by name, for whoever lists them with source and range: what is not a duration is a plain number. */
export const o1Knobs = {
  minimumSlice,
  bonusRange,
  interactiveDelta,
  granularity,
  childPenalty,
  parentPenalty,
  favouredSlices,
} as const;

/** Static level of a nice level: 0 for -20, 39 for 19. */
export const staticLevel = (nice: number): number => Math.min(39, Math.max(0, Math.round(nice) + 20));

/** Full slice of a static level, in ticks: 800 ms at nice -20, 100 ms at 0, 5 ms at 19. */
export function fullSlice(level: number, tick: Nanoseconds): number {
  const base = Math.floor(((level < 20 ? favouredSlices : 1) * defaultSlice) / tick);
  return Math.max(Math.floor((base * (40 - level)) / 20), Math.floor(minimumSlice / tick), 1);
}

/** Bonus of a sleep average, 0 (never sleeps) to 10 (always sleeps); 5 is neutral. */
export const bonus = (sleep: Nanoseconds): number => Math.floor((sleep * bonusRange) / maximumSleep);

/** Level at which a task competes: its static level moved by up to five levels, and by as many as it has been made worse. */
export function dynamicLevel(level: number, sleep: Nanoseconds, worse = 0): number {
  return Math.min(39, Math.max(0, level - bonus(sleep) + bonusRange / 2 + worse));
}

const delta = (level: number): number => Math.trunc(((level - 20) * bonusRange) / 40) + interactiveDelta;

/** Whether a task goes back to the active array when its slice is used up. At nice 19 none does; at -20 all but hogs. */
export const isInteractive = (level: number, dynamic: number): boolean => dynamic <= level - delta(level);

/** Sleep average after a sleep (or a wait that counts as sleep) of `slept` ns. The less one slept before, the more it counts. */
export function afterSleep(sleep: Nanoseconds, slept: Nanoseconds, level: number, tick: Nanoseconds): Nanoseconds {
  const limited = Math.min(slept, maximumSleep);
  if (limited <= 0) return sleep;
  const long = (maximumSleep * (bonusRange / 2 + delta(level) + 1)) / bonusRange - tick;
  if (limited > long) return restedSleep;
  return Math.min(maximumSleep, sleep + limited * Math.max(1, bonusRange - bonus(sleep)));
}

/** Sleep average after running `ran` ns. The more one slept before, the slower it is used up. */
export function afterRun(sleep: Nanoseconds, ran: Nanoseconds): Nanoseconds {
  return Math.max(0, sleep - Math.floor(Math.min(ran, maximumSleep) / Math.max(1, bonus(sleep))));
}

/** Sleep average that a parent (100 %) or its child (95 %) has after a fork: whole bonus levels, rounded down. Percentages quoted. */
export function afterFork(sleep: Nanoseconds, of: "parent" | "child"): Nanoseconds {
  return Math.floor((bonus(sleep) * (of === "child" ? childPenalty : parentPenalty)) / 100) * (maximumSleep / bonusRange);
}

/** Sleep average of a parent after a child has exited: one that slept less draws it down by a quarter of the way. Quoted. */
export function afterChild(sleep: Nanoseconds, child: Nanoseconds): Nanoseconds {
  return child < sleep ? Math.floor(sleep / 4) * 3 + Math.floor(child / 4) : sleep;
}

/** Turn of an interactive task among its equals, in ticks: 10 ms for the most interactive, doubled for each level below. */
export function turn(sleep: Nanoseconds, processors: number, tick: Nanoseconds): number {
  const doublings = Math.max(1, bonusRange - bonus(sleep)) - 1;
  return Math.max(1, Math.floor(granularity / tick)) * (1 << doublings) * processors;
}
