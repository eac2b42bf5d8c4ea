import { expect, it } from "vitest";
import { StraceReader, type TracedEvent } from "./strace-line.ts";

function read(...lines: string[]): TracedEvent[] {
  const reader = new StraceReader();
  return lines.flatMap((line) => reader.read(line) ?? []);
}

it("reads a call with its result, times and decoded descriptors", () => {
  const [call] = read('308  100.676220630 read(0<pipe:[22541]>, "a) = 7 <b>\\n", 4096) = 6 <0.000063638>');
  expect(call).toEqual({
    kind: "call",
    pid: 308,
    name: "read",
    args: '0<pipe:[22541]>, "a) = 7 <b>\\n", 4096',
    value: 6,
    note: "",
    entered: 676_220_630,
    duration: 63_638,
  });
});

it("puts unfinished and resumed calls of several processes together", () => {
  const events = read(
    "7 100.000000001 wait4(-1,  <unfinished ...>",
    "8 100.000000500 close(3 <unfinished ...>",
    "7 101.000000000 <... wait4 resumed>[{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL) = 8 <0.999999999>",
    "8 101.000000001 <... close resumed>)      = -1 EBADF (Bad file descriptor) <1.000000000>",
  );
  expect(events).toMatchObject([
    {
      pid: 7,
      name: "wait4",
      args: "-1, [{WIFEXITED(s) && WEXITSTATUS(s) == 3}], 0, NULL",
      value: 8,
      entered: 1,
      duration: 999_999_999,
    },
    { pid: 8, name: "close", args: "3", value: -1, note: "EBADF (Bad file descriptor)", entered: 500 },
  ]);
});

it("reads signals, ends and calls that never return", () => {
  const events = read(
    "9 5.000000000 --- SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, si_pid=10, si_uid=0, si_status=0} ---",
    "9 5.000000000 --- stopped by SIGSTOP ---",
    "9 6.000000000 exit_group(2)              = ?",
    "9 6.500000000 +++ exited with 2 +++",
    "10 7.000000000 +++ killed by SIGSEGV (core dumped) +++",
    "11 7.000000000 pause()                   = ? ERESTARTNOHAND (To be restarted if no handler) <1.500000000>",
  );
  expect(events).toMatchObject([
    { kind: "signal", signal: "SIGCHLD", details: expect.stringContaining("si_pid=10") },
    { kind: "call", name: "exit_group", args: "2", value: null, duration: null },
    { kind: "end", code: 2, signal: null, at: 1_500_000_000 },
    { kind: "end", code: null, signal: "SIGSEGV" },
    { kind: "call", name: "pause", value: null, note: expect.stringContaining("ERESTARTNOHAND") },
  ]);
});

it("hands an exec by a thread over to the process's pid", () => {
  const events = read(
    '21 5.000000000 execve("/bin/true", ["true"], 0x0 <unfinished ...>',
    "20 5.000000100 +++ superseded by execve in pid 21 +++",
    "20 5.000000200 <... execve resumed>) = 0 <0.000000150>",
  );
  expect(events).toMatchObject([
    { kind: "takeover", pid: 20, by: 21 },
    { kind: "call", pid: 20, name: "execve", value: 0, args: '"/bin/true", ["true"], 0x0' },
  ]);
});

it("reads output without pids, as strace writes it without -f", () => {
  expect(read("5.000000000 getpid() = 4 <0.000000100>")).toMatchObject([{ pid: 0, name: "getpid", value: 4 }]);
});

it("names the line that it can't read", () => {
  expect(() => read("1 5.000000000 getpid() = 4 <0.000000100>", "garbage")).toThrow(
    "line 2 of strace's output can't be read: garbage",
  );
});
