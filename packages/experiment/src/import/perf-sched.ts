import { type Importer, mustHold, type Reading } from "./importer.ts";
import { readScript } from "./perf-sched-script.ts";
import { readTimehist } from "./perf-sched-timehist.ts";
import type { RunInterval } from "./run-interval.ts";

/** A line of `perf script`: task, number, processor in brackets, time, event. */
const SCRIPT = /\[\d+\]\s+\d+\.\d+:\s.*\w+:\w+:/;

/**
 * Output of `perf sched timehist` or of `perf sched script` (the same as `perf script` on such a recording), in their
 * default forms. Which of them it is, the lines tell.
 *
 * Model notes: of `script`, runs are worked out from switches as timehist does it; one whose beginning is not in the
 * recording is left out. Time in which a processor was idle is left out of both.
 */
export const perfSched: Importer<readonly RunInterval[]> = {
  name: "perf-sched",
  about: "who ran when: output of perf sched timehist, or of perf sched script",
  source: "Linux, tools/perf/Documentation/perf-sched.txt and perf-script.txt",
  read(lines) {
    const all = [...lines];
    const reading: Reading<readonly RunInterval[]> = all.some(({ text }) => SCRIPT.test(text))
      ? readScript(all)
      : readTimehist(all);
    return { ...reading, unusable: mustHold("runs", reading.value) };
  },
  summarize(runs) {
    const tasks = new Map<string, number>();
    for (const { task, thread, run } of runs) tasks.set(`${task}[${thread}]`, (tasks.get(`${task}[${thread}]`) ?? 0) + run);
    const longest = [...tasks].toSorted(([, a], [, b]) => b - a).slice(0, SHOWN);
    return [
      ["runs", String(runs.length)],
      ["threads", String(tasks.size)],
      ["processors", String(new Set(runs.map(({ processor }) => processor)).size)],
      ["processor time", milliseconds([...tasks.values()].reduce((sum, each) => sum + each, 0))],
      ["scheduling delay", milliseconds(runs.reduce((sum, { delay }) => sum + (delay ?? 0), 0))],
      ...longest.map(([name, run]) => [`  ${name}`, milliseconds(run)] as const),
    ];
  },
};

/** Threads with the most processor time that a summary names. */
const SHOWN = 5;

const milliseconds = (time: number): string => `${(time / 1e6).toFixed(3)} ms`;
