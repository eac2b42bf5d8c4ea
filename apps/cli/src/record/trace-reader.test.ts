import { expect, it } from "vitest";
import type { DraftStep } from "./process-draft.ts";
import { StraceReader } from "./strace-line.ts";
import { TraceReader } from "./trace-reader.ts";

/** Reads lines `pid text`, one microsecond apart, behind a wrapper (pid 1) that has forked pid 2. */
function trace(...lines: string[]): TraceReader {
  const strace = new StraceReader();
  const reader = new TraceReader();
  const all = ["1 fork() = 2 <0.000000100>", '2 execve("/bin/sh", ["sh"], 0x0) = 0 <0.000000100>', ...lines];
  all.forEach((line, index) => {
    const [, pid = "", text = ""] = /^(\d+) (.*)$/.exec(line) ?? [];
    const event = strace.read(`${pid} 1.${String(1000 * index).padStart(9, "0")} ${text}`);
    if (event !== undefined) reader.take(event);
  });
  return reader;
}

/** Steps without the gaps between calls, and without runs that have nothing else. */
function steps(reader: TraceReader, process: number): unknown[] {
  return (reader.processes[process]?.steps ?? []).flatMap((step: DraftStep): unknown[] => {
    if (step.do !== "draft") return [step];
    return Object.keys(step.calls).length === 0 ? [] : [{ calls: step.calls }];
  });
}

const done = (pid: number): string[] => [`${pid} exit_group(0) = ?`, `${pid} +++ exited with 0 +++`];

it("keeps the tree although a child shows before its parent's fork returns", () => {
  const reader = trace(
    "2 clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD <unfinished ...>",
    "3 getpid() = 3 <0.000000100>",
    "2 <... clone resumed>) = 3 <0.000001500>",
    "2 wait4(-1,  <unfinished ...>",
    ...done(3),
    "2 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 0}], 0, NULL) = 3 <0.001000000>",
    "2 wait4(-1, 0x1, WNOHANG, NULL) = -1 ECHILD (No child processes) <0.000000100>",
    ...done(2),
  );
  reader.finish();
  expect(steps(reader, 0)).toEqual([
    { do: "exec", program: "sh" },
    { do: "fork", child: 1, how: "process" },
    { do: "wait", child: 1, any: true, reaps: true, through: "wait" },
    { calls: { wait: 1 } },
    { do: "exit", code: 0 },
  ]);
  expect(reader.processes[1]).toMatchObject({ id: 1, parent: 0, program: "sh" });
  expect(steps(reader, 1)).toEqual([{ calls: { null: 1 } }, { do: "exit", code: 0 }]);
});

it("follows a pipe's write end through fork, dup2, close and exec", () => {
  const reader = trace(
    "2 pipe2([3<pipe:[7]>, 4<pipe:[7]>], O_CLOEXEC) = 0 <0.000000100>",
    "2 vfork() = 3 <0.000000100>",
    "2 close(4<pipe:[7]>) = 0 <0.000000100>",
    "3 dup2(4<pipe:[7]>, 1</dev/null>) = 1<pipe:[7]> <0.000000100>",
    '3 execve("/bin/echo", ["echo"], 0x0) = 0 <0.000000100>',
    '3 write(1<pipe:[7]>, "ab", 2) = 2 <0.000000100>',
    '3 write(1<pipe:[7]>, "c", 1) = 1 <0.000000100>',
    "3 close(1<pipe:[7]>) = 0 <0.000000100>",
    ...done(3),
    '2 read(3<pipe:[7]>, "abc", 128) = 3 <0.000000100>',
    '2 read(3<pipe:[7]>, "", 128) = 0 <0.000000100>',
    ...done(2),
  );
  reader.finish();
  expect(steps(reader, 0)).toEqual([
    { do: "exec", program: "sh" },
    { do: "pipe-open", pipe: 0 },
    { do: "fork", child: 1, how: "vfork" },
    { calls: { "file-close": 1 } },
    { do: "pipe-close", pipe: 0 },
    { do: "pipe-read", pipe: 0, bytes: 3, requests: 1 },
    { do: "pipe-read", pipe: 0, bytes: 0, requests: 1 },
    { do: "exit", code: 0 },
  ]);
  expect(steps(reader, 1)).toEqual([
    { calls: { descriptor: 1 } },
    { do: "exec", program: "echo" },
    { do: "pipe-write", pipe: 0, bytes: 3, requests: 2 },
    { calls: { "file-close": 1 } },
    { do: "pipe-close", pipe: 0 },
    { do: "exit", code: 0 },
  ]);
});

it("takes a pipe made outside for a file, and execs that find nothing for looking up", () => {
  const reader = trace(
    '2 read(0<pipe:[99]>, "x", 1) = 1 <0.000000100>',
    '2 execve("/opt/sed", ["sed"], 0x0) = -1 ENOENT (No such file or directory) <0.000000100>',
    ...done(2),
  );
  expect(steps(reader, 0)).toContainEqual({ calls: { "file-read": 1, "file-stat": 1 } });
  expect(reader.statistics.read).toEqual({ bytes: 1, requests: 1 });
});

it("tells sleeping from waiting for a child's signal and from blocking on something unknown", () => {
  const reader = trace(
    "2 clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=1, tv_nsec=5}, NULL) = 0 <1.100000000>",
    "2 fork() = 3 <0.000000100>",
    "2 rt_sigsuspend([], 8 <unfinished ...>",
    ...done(3),
    "2 <... rt_sigsuspend resumed>) = ? ERESTARTNOHAND (To be restarted if no handler) <0.003000000>",
    "2 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=3, si_uid=0, si_status=0} ---",
    "2 rt_sigreturn({mask=[]}) = -1 EINTR (Interrupted system call) <0.000000100>",
    "2 futex(0x1, FUTEX_WAIT_PRIVATE, 0, NULL) = 0 <0.002000000>",
    "2 futex(0x1, FUTEX_WAKE_PRIVATE, 1) = 0 <0.009000000>",
    "2 poll([{fd=3, events=POLLIN}], 1, 10) = 0 (Timeout) <0.010000000>",
    "2 poll([{fd=3<pipe:[8]>, events=POLLIN}], 1, -1) = 1 ([{fd=3, revents=POLLIN}]) <0.010000000>",
    "2 pselect6(5, [4<socket:[8]>], NULL, NULL, NULL, NULL) = 1 (in [4]) <0.020000000>",
    ...done(2),
  );
  expect(steps(reader, 0).slice(1)).toEqual([
    { do: "sleep", nanoseconds: 1_000_000_005, through: "sleep" },
    { do: "fork", child: 1, how: "process" },
    { do: "wait", child: 1, any: true, reaps: false, through: "poll" },
    { calls: { "signal-handle": 1 } },
    { do: "block", nanoseconds: 2_000_000, through: "futex" },
    { calls: { futex: 1 } },
    { do: "sleep", nanoseconds: 10_000_000, through: "poll" },
    { calls: { poll: 1 } },
    { do: "block", nanoseconds: 20_000_000, through: "poll" },
    { do: "exit", code: 0 },
  ]);
});

it("ends threads with their process, and keeps one table of descriptors for them", () => {
  const reader = trace(
    "2 pipe([3<pipe:[7]>, 4<pipe:[7]>]) = 0 <0.000000100>",
    "2 clone3({flags=CLONE_VM|CLONE_FILES|CLONE_THREAD, exit_signal=0}, 88) = 3 <0.000000100>",
    "3 close(4<pipe:[7]>) = 0 <0.000000100>",
    "2 exit_group(4) = ?",
    "3 +++ exited with 4 +++",
    "2 +++ exited with 4 +++",
  );
  reader.finish();
  expect(steps(reader, 0).slice(-2)).toEqual([
    { do: "fork", child: 1, how: "thread" },
    { do: "exit", code: 4 },
  ]);
  expect(steps(reader, 1)).toEqual([{ calls: { "file-close": 1 } }, { do: "pipe-close", pipe: 0 }, { do: "killed", by: "exit" }]);
});

it("says when the trace is not whole", () => {
  expect(() => trace("5 getpid() = 5 <0.000000100>", ...done(2)).finish()).toThrow("who forked 5");
  expect(() => trace().finish()).toThrow("how 2 ended");
});
