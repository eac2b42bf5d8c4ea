import type { SystemCallClass } from "@crosstalk/guest-os";
import type { TracedCall } from "./strace-line.ts";

/** Calls shorter than this while traced are taken not to have blocked: 0.2 ms, several times what tracing adds. */
const BLOCKED_NANOSECONDS = 200_000;

/**
 * Calls of these classes may wait for somebody else, which a long duration shows. Where nearly all of them do, even the
 * shortest ones show it, so they are taken to cost no more than a call that does a like amount without waiting.
 */
export const mayWait: ReadonlyMap<SystemCallClass, SystemCallClass> = new Map([
  ["pipe-read", "file-read"],
  ["pipe-write", "file-write"],
  ["wait", "file-read"],
  ["poll", "file-read"],
  ["futex", "file-read"],
  ["sleep", "file-read"],
  ["socket", "file-write"],
]);

/** Whether a call stood still for somebody else, as its class and its length tell. */
export function hasWaited(call: TracedCall, name: SystemCallClass): boolean {
  return mayWait.has(name) && (call.duration ?? 0) >= BLOCKED_NANOSECONDS;
}

/** How a call stood still: for a child, for a time, for something that can't be followed, or not at all. */
export type Waiting =
  | { readonly for: "child"; readonly pid: number; readonly any: boolean; readonly reaps: boolean }
  | { readonly for: "time"; readonly nanoseconds: number }
  | { readonly for: "unknown"; readonly nanoseconds: number }
  | { readonly for: "nothing" };

const nothing: Waiting = { for: "nothing" };

function childOf(call: TracedCall): Waiting {
  if (/WIFSTOPPED|WIFCONTINUED|CLD_STOPPED|CLD_CONTINUED|CLD_TRAPPED/.test(call.args)) return nothing;
  if (call.name !== "waitid") {
    if (call.value === null || call.value <= 0) return nothing;
    return { for: "child", pid: call.value, any: !/^[1-9]/.test(call.args), reaps: true };
  }
  const pid = /si_pid=(\d+)/.exec(call.args)?.[1];
  if (call.value !== 0 || pid === undefined) return nothing;
  return { for: "child", pid: Number(pid), any: call.args.startsWith("P_ALL"), reaps: !call.args.includes("WNOWAIT") };
}

function requestedSleep(call: TracedCall): number | undefined {
  if (call.args.includes("TIMER_ABSTIME")) return undefined;
  const [, seconds, fraction] = /\{tv_sec=(\d+), tv_nsec=(\d+)\}/.exec(call.args) ?? [];
  return seconds === undefined || fraction === undefined ? undefined : Number(seconds) * 1e9 + Number(fraction);
}

/** Reads and writes that wait on a party outside: a terminal, a socket, an event descriptor, a pipe from outside. */
function isOutside(call: TracedCall): boolean {
  return /^\d+<(?:\/dev\/(?:tty|pts|console)|[a-zA-Z]+:\[|anon_inode:)/.test(call.args);
}

/** Whether a pipe was among what poll or select found ready, so that the transfer that follows does the waiting. */
function isPipeReady({ args, note }: TracedCall): boolean {
  const ready = note.match(/\d+/g) ?? [];
  return ready.some((descriptor) => new RegExp(`(?:^|\\D)${descriptor}<pipe:\\[`).test(args));
}

function mayBlock(call: TracedCall, name: SystemCallClass): boolean {
  if (name === "futex") return /WAIT|LOCK_PI/.test(call.args) && !call.args.includes("UNLOCK");
  if (name === "socket") return /^(?:connect|accept|recv|send)/.test(call.name);
  if (name === "file-read" || name === "file-write") return isOutside(call);
  return /^(?:flock|fsync|fdatasync|sync|syncfs)$/.test(call.name) || (call.name === "fcntl" && call.args.includes("SETLKW"));
}

/** What a call that has come to its end was waiting for, from its arguments, result and length. */
export function waitingOf(call: TracedCall, name: SystemCallClass): Waiting {
  const duration = call.duration ?? 0;
  const blocked = duration >= BLOCKED_NANOSECONDS;
  if (name === "wait") return childOf(call);
  if (name === "sleep") {
    return { for: "time", nanoseconds: call.value === 0 ? (requestedSleep(call) ?? duration) : duration };
  }
  if (!blocked) return nothing;
  if (name === "poll") {
    if (call.value === 0) return { for: "time", nanoseconds: duration };
    return isPipeReady(call) ? nothing : { for: "unknown", nanoseconds: duration };
  }
  return mayBlock(call, name) ? { for: "unknown", nanoseconds: duration } : nothing;
}

/** Classes whose calls may stand still until somebody else does something. */
const waitingClasses: ReadonlySet<SystemCallClass> = new Set([
  "wait",
  "poll",
  "sleep",
  "futex",
  "socket",
  "pipe-read",
  "pipe-write",
  "file-read",
  "file-write",
]);

/** Whether a signal broke a wait off, so that what it waited for is told by the signal that comes next. */
export function isInterrupted(call: TracedCall, name: SystemCallClass): boolean {
  if (call.duration === null || !waitingClasses.has(name)) return false;
  return call.value === null ? call.note.startsWith("ERESTART") : /^EINTR/.test(call.note);
}
