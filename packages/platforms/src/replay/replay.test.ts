import { readdirSync, readFileSync } from "node:fs";
import { Simulation, seconds } from "@crosstalk/engine";
import { callsOfProcesses, type KernelContext, type Profile, parseProfile, profileProgram } from "@crosstalk/guest-os";
import { buildHost } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { linuxReplay } from "./linux-replay.ts";
import { recordingHost } from "./recording-host.ts";

const folder = new URL("../../../../profiles/", import.meta.url);
const names = readdirSync(folder).filter((file) => file.endsWith(".json"));
const profileOf = (file: string) => parseProfile(JSON.parse(readFileSync(new URL(file, folder), "utf8")), file);

/** A process of the profile by the name that it has in the kernel: the numbers of its ancestors below the first, and its own. */
function nameOf(profile: Profile, index: number): string {
  const parent = profile.processes[index]?.parent ?? null;
  return parent === null ? "main" : `${nameOf(profile, parent)}.${index}`;
}

/** Replays a profile alone on its recording machine. */
function replay(profile: Profile) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", recordingHost(profile));
  const tenant = linuxReplay(profile).boot(simulation, host).tenant("program");
  const running = tenant.run(profileProgram(profile, recordingHost(profile)));
  const forks: string[] = [];
  const waits: string[] = [];
  simulation.observe("linux", "FORKED").subscribe(({ child, how }) => forks.push(`${child} ${how}`));
  simulation.observe("linux", "WAITED").subscribe(({ child, reaps }) => waits.push(`${child} ${reaps}`));
  simulation.run(seconds(3600), () => running.ended() !== undefined);
  const { counts } = simulation.snapshot("linux").context as KernelContext;
  const wall = (running.ended() as number) - (running.began() as number);
  return { counts, forks, waits, wall, time: tenant.time() };
}

/** What the kernel says of a profile's forks and waits, in any order. */
function told(profile: Profile): { readonly forks: readonly string[]; readonly waits: readonly string[] } {
  const forks: string[] = [];
  const waits: string[] = [];
  profile.processes.forEach(({ steps }, index) => {
    for (const step of steps) {
      if (step.do === "fork") forks.push(`${nameOf(profile, index)}.${step.child} ${step.how}`);
      if (step.do === "wait") waits.push(`${nameOf(profile, index)}.${step.child} ${step.reaps}`);
    }
  });
  return { forks: forks.sort(), waits: waits.sort() };
}

describe.each(names)("%s, alone on the machine that it was recorded on,", (file) => {
  const profile = profileOf(file);
  const { totals } = profile;
  const { counts, forks, waits, wall, time } = replay(profile);
  const within = (found: number, recorded: number, share: number) => Math.abs(found / recorded - 1) < share;

  test("makes exactly the recorded system calls of each class, and page faults", () => {
    const made = Object.entries(counts).filter(([name]) => name.startsWith("call "));
    expect(Object.fromEntries(made.map(([name, count]) => [name.slice("call ".length), count]))).toEqual(
      callsOfProcesses(profile.processes),
    );
    expect(counts["fault zero"]).toBe(totals.pageFaults.minor);
  });

  test("has the recorded process tree", () => {
    expect([...forks].sort()).toEqual(told(profile).forks);
    expect(forks.filter((fork) => !fork.endsWith("thread"))).toHaveLength(totals.forks);
    expect(counts["call exec"]).toBe(totals.execs);
  });

  test("waits for the recorded children", () => {
    expect([...waits].sort()).toEqual(told(profile).waits);
  });

  test("takes the recorded user, system and elapsed time within 10 %, the system time counted once", () => {
    expect(time.user).toBe(totals.userNanoseconds);
    expect(within(time.kernel as number, totals.systemNanoseconds, 0.001)).toBe(true);
    expect(within(wall, totals.wallNanoseconds, 0.1)).toBe(true);
    expect(Object.keys(time).sort()).toEqual(["kernel", "user"]);
  });
});

describe("a made-up profile", () => {
  const [first] = names;
  const shipped = profileOf(first as string);
  const calls = { calls: 1, failed: 0, tracedNanoseconds: 0, systemNanoseconds: 30 };
  const run = { do: "run", userNanoseconds: 1_000, calls: {} } as const;
  const made: Profile = {
    ...shipped,
    totals: {
      ...shipped.totals,
      systemCalls: {
        fork: calls,
        exec: calls,
        exit: { ...calls, systemNanoseconds: 60 },
        sleep: calls,
        poll: calls,
        wait: calls,
      },
      pageFaults: { minor: 0, major: 0, systemNanoseconds: 0 },
      systemNanoseconds: 210,
    },
    processes: [
      {
        id: 0,
        parent: null,
        program: "sh",
        steps: [
          run,
          { do: "sleep", nanoseconds: 5_000_000, through: "sleep" },
          { do: "block", nanoseconds: 7_000_000, through: "poll" },
          { do: "fork", child: 1, how: "vfork" },
          run,
          { do: "wait", child: 1, any: true, reaps: true, through: "wait" },
          { do: "exit", code: 0 },
        ],
      },
      { id: 1, parent: 0, program: "sh", steps: [run, { do: "exec", program: "a" }, run, { do: "killed", by: "SIGKILL" }] },
    ],
  };

  test("stands still for as long as it slept and was blocked, and a killed process's end is paid like others", () => {
    const { wall, time, counts } = replay(made);
    expect(counts["call exit"]).toBe(1);
    expect(time).toEqual({ user: 4_000, kernel: 210 });
    // After the exec parent and child run side by side, on two processors.
    expect(wall).toBeGreaterThanOrEqual(12_000_000 + 3_000 + 150);
    expect(wall).toBeLessThan(12_000_000 + 4_210 + 5_000);
  });
});
