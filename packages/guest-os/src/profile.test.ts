import { expect, it } from "vitest";
import { callsOfProcesses } from "./profile/counts.ts";
import { type Profile, ProfileError, parseProfile } from "./profile.ts";

const pass = { wallNanoseconds: 30, userNanoseconds: 10, systemNanoseconds: 6 };

/** A shell that forks one child, which runs `true`. */
const sound: Profile = {
  format: "crosstalk-profile",
  version: 1,
  name: "small",
  command: ["sh", "small.sh"],
  prepare: null,
  recordedWith: "crosstalk record -- sh small.sh",
  date: "2026-01-01T00:00:00.000Z",
  exitCode: 0,
  machine: {
    processorModel: "Some processor",
    megahertz: null,
    processors: 1,
    memoryBytes: 1,
    architecture: "x86_64",
    kernel: "Linux 6.1.0",
    hypervisor: null,
    stealFraction: 0,
  },
  tracing: { tool: "strace 6.1", untraced: [pass], splitBy: "process", traced: pass },
  totals: {
    ...pass,
    systemCalls: {
      fork: { calls: 1, failed: 0, tracedNanoseconds: 5, systemNanoseconds: 1 },
      exec: { calls: 2, failed: 0, tracedNanoseconds: 5, systemNanoseconds: 1 },
      wait: { calls: 1, failed: 0, tracedNanoseconds: 5, systemNanoseconds: 1 },
      exit: { calls: 2, failed: 0, tracedNanoseconds: 5, systemNanoseconds: 1 },
    },
    pageFaults: { minor: 3, major: 0, systemNanoseconds: 2 },
    contextSwitches: { voluntary: 0, involuntary: 0 },
    forks: 1,
    threads: 0,
    execs: 2,
    peakMemoryBytes: 4096,
    read: { bytes: 0, requests: 0 },
    written: { bytes: 0, requests: 0 },
    blockInput: 0,
    blockOutput: 0,
  },
  processes: [
    {
      id: 0,
      parent: null,
      program: "sh",
      steps: [
        { do: "exec", program: "sh" },
        { do: "run", userNanoseconds: 10, minorFaults: 3, calls: {} },
        { do: "fork", child: 1, how: "vfork" },
        { do: "wait", child: 1, any: true, reaps: true, through: "wait" },
        { do: "exit", code: 0 },
      ],
    },
    {
      id: 1,
      parent: 0,
      program: "true",
      steps: [
        { do: "exec", program: "true" },
        { do: "exit", code: 0 },
      ],
    },
  ],
};

function problemsOf(change: (profile: Profile) => void): readonly string[] {
  const profile = structuredClone(sound);
  change(profile);
  try {
    parseProfile(profile, "broken.json");
  } catch (error) {
    expect(error).toBeInstanceOf(ProfileError);
    expect((error as Error).message).toContain("profile broken.json is not usable:");
    return (error as ProfileError).problems;
  }
  return [];
}

it("accepts a sound profile as it is", () => {
  expect(parseProfile(structuredClone(sound), "small.json")).toEqual(sound);
  expect(callsOfProcesses(sound.processes)).toEqual({ fork: 1, exec: 2, wait: 1, exit: 2 });
});

it("lists every malformed field at once, with its path, what was found and what is allowed", () => {
  const problems = problemsOf((profile) => {
    Object.assign(profile, { version: 9, extra: true });
    Object.assign(profile.processes[0]?.steps[1] ?? {}, { userNanoseconds: -1, calls: { unknown: 1 } });
    Object.assign(profile.processes[1]?.steps[0] ?? {}, { do: "jump" });
  });
  expect(problems).toEqual([
    "version is 9; allowed is 1",
    "processes[0].steps[1].userNanoseconds is -1; allowed is at least 0",
    "processes[0].steps[1].calls.unknown is 1; allowed is no field of this name",
    expect.stringMatching(/^processes\[1\]\.steps\[0\]\.do is "jump"; allowed is "run", "fork", .*"pipe-read"/),
    "extra is true; allowed is no field of this name",
  ]);
});

it("says in plain words what a field may be", () => {
  const problems = problemsOf((profile) => {
    Object.assign(profile, { name: "No Name", command: [], date: "yesterday", exitCode: 256, prepare: undefined, processes: {} });
    Object.assign(profile.machine, { processors: 1.5, processorModel: "", stealFraction: "none" });
  });
  expect(problems).toEqual([
    'name is "No Name"; allowed is lower-case letters, digits and dashes',
    "command is []; allowed is a list with at least 1 entries",
    "prepare is missing; allowed is text",
    'date is "yesterday"; allowed is an instant such as 2026-01-31T12:00:00Z',
    "exitCode is 256; allowed is at most 255",
    'machine.processorModel is ""; allowed is text of at least 1 characters',
    "machine.processors is 1.5; allowed is a whole number",
    'machine.stealFraction is "none"; allowed is a number',
    "processes is {}; allowed is a list",
  ]);
});

it("refuses what is no profile at all", () => {
  expect(() => parseProfile([], "list.json")).toThrow("profile list.json is not usable");
  expect(() => parseProfile(undefined, "nothing.json")).toThrow("the whole is missing; allowed is an object");
});

it("says which total is not the sum over the processes", () => {
  const problems = problemsOf((profile) => {
    profile.totals.userNanoseconds = 11;
    profile.totals.execs = 3;
    Object.assign(profile.totals.systemCalls, { poll: { calls: 4, failed: 0, tracedNanoseconds: 0, systemNanoseconds: 0 } });
  });
  expect(problems).toEqual([
    "totals.userNanoseconds: must be the processes' sum 10; found 11",
    "totals.execs: must be the processes' sum 2; found 3",
    "totals.systemCalls.poll.calls: must be the processes' sum 0; found 4",
  ]);
});

it("finds processes out of place, ends in the middle, and pipes that nobody opens or that give more than they got", () => {
  expect(
    problemsOf(({ processes }) => {
      processes[0]?.steps.splice(2, 1);
      processes[0]?.steps.push({ do: "pipe-read", pipe: 3, bytes: 1, requests: 1 });
      Object.assign(processes[1] ?? {}, { parent: 5 });
    }).map((problem) => problem.replace(/;.*/, "")),
  ).toEqual([
    "processes[0].steps[3]: only the last step may be exit",
    "processes[0].steps[4]: the last step must be exit or killed",
    "processes[1].parent: must be an earlier process",
    "processes[1]: no process forks it",
    "processes[0].steps[4].pipe: no process opens pipe 3",
    "processes[0].steps[4].bytes: 1 bytes are read from pipe 3 in all but 0 written",
    "totals.forks: must be the processes' sum 0",
    "totals.read.bytes: must be the processes' sum 1",
    "totals.systemCalls.fork.calls: must be the processes' sum 0",
    "totals.systemCalls.pipe-read.calls: must be the processes' sum 1",
  ]);
});
