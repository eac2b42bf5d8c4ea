import type { Nanoseconds } from "@crosstalk/engine";
import type { Program, SystemCallClass } from "@crosstalk/guest-os";
import type { SystemCallCount } from "./strace-summary.ts";

/** What else is known of the command, which `strace -c` doesn't tell. */
export interface SystemCallProgramOptions {
  /** Plain work, ns on the reference host, mixed evenly with the calls; none by default. `time` tells it. */
  readonly user?: Nanoseconds;
  /** Page faults; none by default. GNU time tells them. */
  readonly faults?: number;
}

/** Classes of calls that change which processes there are, or only wait: a program of one process can't make them as counts. */
export const uncountableCalls: ReadonlySet<SystemCallClass> = new Set(["fork", "exec", "exit", "wait", "sleep"]);

/** Counts of a command's system calls by class: those that a program of one process can make, and those left out of it. */
export interface SystemCallProfile {
  readonly calls: Readonly<Partial<Record<SystemCallClass, number>>>;
  readonly leftOut: Readonly<Partial<Record<SystemCallClass, number>>>;
}

/** Adds counts up by class. */
export function systemCallProfile(counts: readonly SystemCallCount[]): SystemCallProfile {
  const calls: Partial<Record<SystemCallClass, number>> = {};
  const others: Partial<Record<SystemCallClass, number>> = {};
  for (const { class: name, calls: count } of counts) {
    const into = uncountableCalls.has(name) ? others : calls;
    into[name] = (into[name] ?? 0) + count;
  }
  return { calls, leftOut: others };
}

/**
 * A program that makes the same system calls by class in one process, mixed evenly with work and page faults.
 *
 * Model notes: order, process tree, waits and bytes are not in what `strace -c` prints; a call that may wait (poll, futex)
 * finds what it waits for. Reads and writes on pipes count as ones on files. To replay these too, record the command with
 * `crosstalk record`.
 */
export function systemCallProgram(profile: SystemCallProfile, { user = 0, faults = 0 }: SystemCallProgramOptions = {}): Program {
  return { do: "run", user, calls: profile.calls, faults };
}
