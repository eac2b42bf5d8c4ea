import { type Nanoseconds, seconds } from "@crosstalk/engine";
import { type Reading, readRecords } from "./importer.ts";
import type { RunInterval } from "./run-interval.ts";
import type { TextLine } from "./text-line.ts";

/** task thread(/process) [cpu] time: (period) group:event: details */
const EVENT = /^\s*(.+?)\s+(?:\d+\/)?\d+\s+\[(\d+)\]\s+(\d+\.\d+):\s+(?:\d+\s+)?(\w+):(\w+):\s*(.*)$/;

/** The details of a switch, as the tracepoint prints them and as perf's plug-in does. */
const SWITCHES = [
  /^prev_comm=(.*) prev_pid=(\d+) prev_prio=-?\d+ prev_state=\S+ ==> next_comm=.* next_pid=(\d+) next_prio=-?\d+/,
  /^(.*):(\d+) \[-?\d+\] \S+ ==> .*:(\d+) \[-?\d+\]/,
];

/** Details of a wake-up, likewise. */
const WAKE_UPS = [/^comm=.* pid=(\d+) prio=-?\d+/, /^.*:(\d+) \[-?\d+\]/];

/** What is known of a thread: when it gave its processor up, when it was woken since, when it got its processor. */
interface Thread {
  off?: Nanoseconds;
  woken?: Nanoseconds;
  on?: Nanoseconds;
  wait: Nanoseconds | null;
  delay: Nanoseconds | null;
}

/** Reads the default output of `perf sched script`: of its events, switches and wake-ups. */
export function readScript(lines: Iterable<TextLine>): Reading<readonly RunInterval[]> {
  const threads = new Map<number, Thread>();
  const of = (thread: number): Thread => {
    const known = threads.get(thread) ?? { wait: null, delay: null };
    threads.set(thread, known);
    return known;
  };
  const { records, broken } = readRecords(lines, (line) => {
    const [, task, processor, time, group, event, details = ""] = EVENT.exec(line.text) ?? [];
    if (task === undefined) {
      line.refuse("line", line.text.trim(), "task tid [cpu] time: event: details, as perf sched script prints without options");
      return undefined;
    }
    if (group !== "sched") return undefined;
    const at = seconds(Number(time));
    if (event === "sched_waking" || event === "sched_wakeup" || event === "sched_wakeup_new") {
      const woken = matched(line, WAKE_UPS, details, "comm=… pid=… prio=…");
      if (woken !== undefined) of(Number(woken[1])).woken ??= at;
    }
    if (event !== "sched_switch") return undefined;
    const found = matched(
      line,
      SWITCHES,
      details,
      "prev_comm=… prev_pid=… prev_prio=… prev_state=… ==> next_comm=… next_pid=… next_prio=…",
    );
    if (found === undefined) return undefined;
    const run = switchOff(of(Number(found[2])), found, Number(processor), at);
    switchOn(of(Number(found[3])), at);
    return run;
  });
  return { value: records, broken };
}

function switchOff(
  thread: Thread,
  [, task, number]: RegExpExecArray,
  processor: number,
  at: Nanoseconds,
): RunInterval | undefined {
  const { on, wait, delay } = thread;
  thread.off = at;
  delete thread.on;
  delete thread.woken;
  if (on === undefined || number === "0") return undefined;
  return { task: task as string, thread: Number(number), process: null, processor, end: at, run: at - on, wait, delay };
}

function switchOn(thread: Thread, at: Nanoseconds): void {
  thread.wait = thread.off === undefined ? null : at - thread.off;
  thread.delay = thread.woken === undefined ? null : at - thread.woken;
  thread.on = at;
  delete thread.woken;
}

function matched(line: TextLine, forms: readonly RegExp[], details: string, expected: string): RegExpExecArray | undefined {
  for (const form of forms) {
    const found = form.exec(details);
    if (found !== null) return found;
  }
  line.refuse("details", details, expected);
  return undefined;
}
