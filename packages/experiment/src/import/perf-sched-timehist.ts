import { ms, seconds } from "@crosstalk/engine";
import { type Reading, readRecords } from "./importer.ts";
import type { RunInterval } from "./run-interval.ts";
import type { TextLine } from "./text-line.ts";

/** Titles, rules, and what perf says of the recording as a whole. */
const DRESSING = /^\s*(time\s+cpu\s+task name|\[tid\/pid\]|-+\s|Samples (do not|of) )/;

/** time [cpu] task[thread/process] wait delay run; a state or a call chain may follow. */
const ROW = /^\s*(\d+\.\d+)\s+\[(\d+)\]\s+(.+?)\s+(\d+\.\d+)\s+(\d+\.\d+)\s+(\d+\.\d+)(\s|$)/;

/** A thread's name with its number, and with that of its process where it is another. */
const TASK = /^(.*)\[(\d+)(?:\/(\d+))?\]$/;

/**
 * Reads the default output of `perf sched timehist`: times in s, waits, delays and runs in ms with three digits.
 *
 * Model notes: timehist prints 0.000 also for what it doesn't know, so here nothing is null.
 */
export function readTimehist(lines: Iterable<TextLine>): Reading<readonly RunInterval[]> {
  const { records, broken } = readRecords(lines, (line) => (DRESSING.test(line.text) ? undefined : runOf(line)));
  return { value: records, broken };
}

function runOf(line: TextLine): RunInterval | undefined {
  const [, time, processor, name, wait, delay, run] = ROW.exec(line.text) ?? [];
  if (name === "<idle>") return undefined;
  const [, task, thread, process] = TASK.exec(name ?? "") ?? [];
  if (task === undefined) {
    line.refuse(
      "line",
      line.text.trim(),
      "time [cpu] task[tid/pid] wait delay run, as perf sched timehist prints without options",
    );
    return undefined;
  }
  return {
    task,
    thread: Number(thread),
    process: Number(process ?? thread),
    processor: Number(processor),
    end: seconds(Number(time)),
    run: ms(Number(run)),
    wait: ms(Number(wait)),
    delay: ms(Number(delay)),
  };
}
