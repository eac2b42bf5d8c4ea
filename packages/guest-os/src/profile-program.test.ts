import { currentServer, dualXeon2003, type HostModel } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { compileProgram } from "./code.ts";
import type { RecordedProcess } from "./profile/recorded-process.ts";
import type { Profile } from "./profile.ts";
import { profileProgram } from "./profile-program.ts";
import { kernelBench } from "./testing/kernel-bench.ts";

/** A shell that pipes one child's output into another, and notices the first one's end before it reaps both. */
const processes: readonly RecordedProcess[] = [
  {
    id: 0,
    parent: null,
    program: "sh",
    steps: [
      { do: "exec", program: "sh" },
      { do: "run", userNanoseconds: 10_001, minorFaults: 3, calls: { null: 2, "file-open": 1 } },
      { do: "pipe-open", pipe: 0 },
      { do: "fork", child: 1, how: "vfork" },
      { do: "fork", child: 2, how: "process" },
      { do: "pipe-close", pipe: 0 },
      { do: "wait", child: 1, any: false, reaps: false, through: "poll" },
      { do: "wait", child: 1, any: false, reaps: true, through: "wait" },
      { do: "wait", child: 2, any: true, reaps: true, through: "wait" },
      { do: "exit", code: 0 },
    ],
  },
  {
    id: 1,
    parent: 0,
    program: "producer",
    steps: [
      { do: "exec", program: "producer" },
      { do: "sleep", nanoseconds: 20_000, through: "sleep" },
      { do: "pipe-write", pipe: 0, bytes: 100_000, requests: 25 },
      { do: "exit", code: 0 },
    ],
  },
  {
    id: 2,
    parent: 0,
    program: "consumer",
    steps: [
      { do: "pipe-close", pipe: 0 },
      { do: "pipe-read", pipe: 0, bytes: 65_536, requests: 16 },
      { do: "pipe-read", pipe: 0, bytes: 34_464, requests: 9 },
      { do: "pipe-read", pipe: 0, bytes: 0, requests: 1 },
      { do: "block", nanoseconds: 3_000, through: "socket" },
      { do: "run", userNanoseconds: 500, calls: {} },
      { do: "killed", by: "SIGKILL" },
    ],
  },
];
const profile = { name: "pipe", totals: { peakMemoryBytes: 409_599 }, processes } as unknown as Profile;

describe("a profile's program", () => {
  test("does what was recorded: the same calls and faults, each as often, and all processes end", () => {
    for (const processors of [1, 2]) {
      const b = kernelBench({ p: profileProgram(profile) }, { processors });
      b.until(10_000_000);
      expect(b.endings).toHaveLength(1);
      expect(b.processes).toEqual({});
      expect(b.kernel.counts).toEqual({
        "call exec": 2,
        "call null": 2,
        "call file-open": 1,
        "call pipe-open": 1,
        "call fork": 2,
        "call poll": 1,
        "call wait": 2,
        "call sleep": 1,
        "call pipe-write": 25,
        "call pipe-read": 26,
        "call socket": 1,
        "call exit": 2,
        "fault zero": 3,
      });
    }
  });

  test("has the user time that was recorded, on a slower host as many times more, rounded for each step", () => {
    const user = (host?: HostModel): number => {
      const b = kernelBench({ p: profileProgram(profile, host) });
      b.until(10_000_000);
      return b.ledger["user:p"] as number;
    };
    expect(user(dualXeon2003)).toBe(10_501);
    expect(user(currentServer)).toBe(6 * 10_501);
    expect(user()).toBe(user(currentServer));
    const work = { ...currentServer.prices.work, value: 4 };
    expect(user({ ...currentServer, prices: { ...currentServer.prices, work } })).toBe(2_500 + 125);
  });

  test("keeps the tree of processes, with who makes whom and how", () => {
    const code = compileProgram(profileProgram(profile));
    expect(code.flatMap((each) => (each.do === "fork" ? [[each.label, each.how]] : []))).toEqual([
      [1, "vfork"],
      [2, "process"],
    ]);
  });

  test("needs a process", () => {
    expect(() => profileProgram({ ...profile, processes: [] })).toThrow("profile pipe has no process");
  });
});
