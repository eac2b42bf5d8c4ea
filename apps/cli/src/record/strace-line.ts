/** A system call from entry to return, as strace saw it. */
export interface TracedCall {
  readonly kind: "call";
  readonly pid: number;
  readonly name: string;
  /** What stands between the parentheses. */
  readonly args: string;
  /** Returned value; null where there is none: `exit_group`, or a call cut short by a signal or the process's end. */
  readonly value: number | null;
  /** What follows the value: an error with its text, a decoded descriptor, or `(Timeout)`. */
  readonly note: string;
  /** Instant of entry, in nanoseconds since the first second of the trace. */
  readonly entered: number;
  /** Nanoseconds from entry to return; null where it never returned. */
  readonly duration: number | null;
}

/** A signal that reached a process. `details` is strace's rendering of its siginfo. */
export interface TracedSignal {
  readonly kind: "signal";
  readonly pid: number;
  readonly signal: string;
  readonly details: string;
  readonly at: number;
}

/** The end of a process or thread: its exit code, or the signal that killed it. */
export interface TracedEnd {
  readonly kind: "end";
  readonly pid: number;
  readonly code: number | null;
  readonly signal: string | null;
  readonly at: number;
}

/** A thread `by` executed a program, so that it takes over the process's pid and all other threads end. */
export interface TracedTakeover {
  readonly kind: "takeover";
  readonly pid: number;
  readonly by: number;
  readonly at: number;
}

/** One thing that strace saw, whole: unfinished and resumed lines are put together. */
export type TracedEvent = TracedCall | TracedSignal | TracedEnd | TracedTakeover;

interface Unfinished {
  readonly name: string;
  readonly args: string;
  readonly entered: number;
}

const linePattern = /^(?:(\d+) +)?(\d+)\.(\d{6,9}) (.*)$/;
const resumedPattern = /^<\.\.\. (\w+) resumed>(.*)$/;
const startPattern = /^(\w+)\((.*)$/;
const returnPattern = /^(.*)\)\s+= (\?|-?\d+|0x[0-9a-f]+)(.*?)(?: <(\d+)\.(\d{9})>)?$/;
const unfinishedSuffix = " <unfinished ...>";

/**
 * Reads strace's output (`-f --absolute-timestamps=format:unix,precision:ns --syscall-times=ns -o FILE`) line by line. Without `-f`
 * there are no pids, and all events have pid 0.
 *
 * @throws {Error} naming the line, if it is none that strace writes.
 */
export class StraceReader {
  private firstSecond: number | undefined;
  private readonly unfinished = new Map<number, Unfinished>();
  private lines = 0;

  /** The event that the line completes; undefined where a call has only begun, or there is nothing to tell. */
  read(line: string): TracedEvent | undefined {
    this.lines += 1;
    if (line === "") return undefined;
    const match = linePattern.exec(line);
    if (match === null) throw this.unreadable(line);
    const [, pidText = "0", secondsText = "", fraction = "", rest = ""] = match;
    const pid = Number(pidText);
    const second = Number(secondsText);
    this.firstSecond ??= second;
    const at = (second - this.firstSecond) * 1e9 + Number(fraction.padEnd(9, "0"));
    if (rest.startsWith("---")) return this.readSignal(pid, at, rest);
    if (rest.startsWith("+++")) return this.readEnd(pid, at, rest, line);
    const resumed = resumedPattern.exec(rest);
    if (resumed !== null) return this.readResumed(pid, resumed[1] ?? "", resumed[2] ?? "", at, line);
    const [, name = "", tail = ""] = startPattern.exec(rest) ?? [];
    if (name === "") throw this.unreadable(line);
    if (rest.endsWith(unfinishedSuffix)) {
      this.unfinished.set(pid, { name, args: tail.slice(0, -unfinishedSuffix.length), entered: at });
      return undefined;
    }
    return this.readReturn(pid, name, "", tail, at, line);
  }

  private readResumed(pid: number, name: string, tail: string, at: number, line: string): TracedEvent | undefined {
    const begun = this.unfinished.get(pid);
    if (tail.endsWith(unfinishedSuffix)) return undefined;
    this.unfinished.delete(pid);
    return this.readReturn(pid, name, begun?.args ?? "", tail, begun?.entered ?? at, line);
  }

  private readReturn(pid: number, name: string, args: string, tail: string, entered: number, line: string): TracedCall {
    const [, more = "", value = "", note = "", seconds, fraction] = returnPattern.exec(tail) ?? [];
    if (value === "") throw this.unreadable(line);
    return {
      kind: "call",
      pid,
      name,
      args: args + more,
      value: value === "?" ? null : Number(value),
      note: note.trim(),
      entered,
      duration: seconds === undefined ? null : Number(seconds) * 1e9 + Number(fraction),
    };
  }

  private readSignal(pid: number, at: number, rest: string): TracedSignal | undefined {
    const [, signal, details = ""] = /^--- (SIG\S+) (.*) ---$/.exec(rest) ?? [];
    return signal === undefined ? undefined : { kind: "signal", pid, signal, details, at };
  }

  private readEnd(pid: number, at: number, rest: string, line: string): TracedEvent {
    const [, by] = /^\+\+\+ superseded by execve in pid (\d+) \+\+\+$/.exec(rest) ?? [];
    if (by !== undefined) {
      const begun = this.unfinished.get(Number(by));
      if (begun !== undefined) this.unfinished.set(pid, begun);
      this.unfinished.delete(Number(by));
      return { kind: "takeover", pid, by: Number(by), at };
    }
    this.unfinished.delete(pid);
    const [, code] = /^\+\+\+ exited with (\d+) \+\+\+$/.exec(rest) ?? [];
    const [, signal] = /^\+\+\+ killed by (SIG\S+)/.exec(rest) ?? [];
    if (code === undefined && signal === undefined) throw this.unreadable(line);
    return { kind: "end", pid, code: code === undefined ? null : Number(code), signal: signal ?? null, at };
  }

  private unreadable(line: string): Error {
    return new Error(`line ${this.lines} of strace's output can't be read: ${line.slice(0, 200)}`);
  }
}
