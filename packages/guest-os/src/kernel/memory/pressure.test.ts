import { ms } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import {
  compute,
  forever,
  fork,
  lock,
  map,
  mark,
  type Program,
  pipeOpen,
  pipeRead,
  readFile,
  repeat,
  sequence,
  sleep,
  touch,
  unlock,
  wait,
  write,
  writeFile,
} from "../../program.ts";
import { type KernelBench, type KernelBenchOptions, kernelBench } from "../../testing/kernel-bench.ts";
import { memoryProblems } from "../../testing/memory-problems.ts";
import { createMemory } from "./frames.ts";

/** A small machine with a fast swap device. */
const PAGES = 4_000;
const swapping = (pages: number): KernelBenchOptions => ({
  pages: PAGES,
  devices: [{ name: "disk", service: 5_000 }],
  kernel: { imagePages: 10, memory: { swap: { pages, device: "disk" }, fileDevice: "disk" } },
});

interface Killing {
  readonly process: string;
  readonly pages: number;
}

function world(
  programs: Readonly<Record<string, Program>>,
  options: KernelBenchOptions,
): KernelBench & { killed: Killing[]; failed: string[] } {
  const b = kernelBench(programs, options);
  const killed: Killing[] = [];
  const failed: string[] = [];
  b.simulation.observe("kernel").subscribe((event) => {
    if (event.type === "OUT_OF_MEMORY") killed.push({ process: String(event.process), pages: Number(event.pages) });
    if (event.type === "FORK_FAILED") failed.push(String(event.lacking));
  });
  return Object.assign(b, { killed, failed });
}

function problems(b: KernelBench, options: KernelBenchOptions): string[] {
  return memoryProblems(b.kernel.memory, createMemory("k", PAGES, options.kernel?.memory).kernel);
}

/** Takes so many pages, and writes to all of them again and again. */
const toucher = (pages: number, rounds: number): Program =>
  sequence(map("heap", pages), repeat(rounds, sequence(write("heap", pages), mark("round"))));
/** Takes ever more memory. */
const bomb: Program = forever(sequence(map("heap", 100), write("heap", 100)));
/** Has touched memory, does nothing, and touches it again. */
const sleeper: Program = sequence(
  map("heap", 500),
  write("heap", 500),
  mark("asleep"),
  sleep(ms(20)),
  mark("awake"),
  write("heap", 500),
  mark("back"),
);

const at = (b: KernelBench, name: string): number => Number(b.marks.find((each) => each.endsWith(` ${name}`))?.split(" ")[0]);

describe("a memory bomb beside a victim", () => {
  const options = swapping(20_000);

  test("swaps out what the victim does not use, which then comes back from the disk, and takes its time", () => {
    const alone = world({ victim: sleeper }, options);
    alone.until(ms(60));
    expect(at(alone, "back") - at(alone, "awake")).toBe(500 * 100);
    const b = world({ victim: sleeper, hog: sequence(sleep(200_000), toucher(3_500, 1_000)) }, options);
    b.until(ms(20));
    expect(b.kernel.memory.spaces[b.processes.victim?.space as number]).toMatchObject({ swapped: 510 - 10 });
    b.until(ms(60));
    expect(b.kernel.counts["fault major"]).toBeGreaterThanOrEqual(500);
    expect(at(b, "back") - at(b, "awake")).toBeGreaterThan((500 / 8) * 5_000);
    expect(b.killed).toEqual([]);
    expect(problems(b, options)).toEqual([]);
  });

  test("with the swap area full is killed, with its memory, and the victim lives on", () => {
    const small = swapping(1_000);
    const b = world({ victim: sleeper, bomb }, small);
    b.until(ms(60));
    expect(b.killed).toEqual([{ process: "bomb", pages: expect.any(Number) }]);
    expect(b.killed[0]?.pages).toBeGreaterThan(2_000);
    expect(b.endings.map((each) => each.split(" ")[1])).toEqual(["bomb", "victim"]);
    expect(b.kernel.endings.map(({ killed }) => killed)).toEqual([true, undefined]);
    expect(b.kernel.memory.spaces).toEqual({});
    expect(problems(b, small)).toEqual([]);
  });

  test("that is smaller than the victim has the victim killed in its place", () => {
    const big = sequence(map("heap", 2_000), write("heap", 2_000), sleep(ms(50)));
    const b = world({ victim: big, bomb: sequence(sleep(300_000), toucher(1_000, 5)) }, swapping(0));
    b.until(ms(60));
    expect(b.killed.map(({ process }) => process)).toEqual(["victim"]);
    expect(b.marks).toHaveLength(5);
  });

  test("saved while it reclaims goes on as if nothing had been", () => {
    const programs = { victim: sleeper, bomb, other: toucher(900, 100) };
    const small = { ...swapping(1_000), processors: 2 };
    const whole = world(programs, small);
    whole.until(ms(30));
    for (const instant of [500_000, 1_234_567, ms(3), ms(21)]) {
      const first = world(programs, small);
      first.until(instant);
      expect(first.kernel.counts["pages reclaimed"]).toBeGreaterThan(0);
      const second = world(programs, small);
      second.simulation.restore(JSON.parse(JSON.stringify(first.save())));
      expect(second.save()).toEqual(first.save());
      second.until(ms(30));
      expect(second.simulation.fingerprint).toBe(whole.simulation.fingerprint);
      expect(second.ledger).toEqual(whole.ledger);
    }
  });

  test("ends alike whatever the order of simultaneous events, and no frame is lost", () => {
    for (const permuteTies of [1, 2, 3]) {
      const small = { ...swapping(500), processors: 3, permuteTies };
      const b = world({ a: toucher(1_500, 50), b: toucher(1_500, 50), victim: sleeper, bomb }, small);
      b.until(ms(40));
      expect(b.killed.map(({ process }) => process)).toContain("bomb");
      expect(problems(b, small)).toEqual([]);
    }
  });
});

describe("reclaim by a process", () => {
  test("drops clean pages of files first, without waiting for the disk", () => {
    const options = swapping(10_000);
    const b = world(
      { p: sequence(readFile("f", 2_400), mark("read"), map("heap", 1_000), write("heap", 1_000), mark("done")) },
      options,
    );
    b.until(ms(10));
    expect(b.kernel.counts).toMatchObject({ "pages read": 2_410 - 10 });
    expect(b.kernel.counts["pages reclaimed"]).toBeGreaterThan(400);
    expect(b.kernel.counts["pages swapped out"]).toBeUndefined();
    expect(b.kernel.counts["request disk"]).toBe(75);
  });

  test("writes changed pages of files to the disk before it takes their frames", () => {
    const b = world({ p: sequence(writeFile("f", 2_400), map("heap", 1_000), write("heap", 1_000)) }, swapping(10_000));
    b.until(ms(10));
    expect(b.kernel.counts["pages written"]).toBeGreaterThan(400);
    expect(b.kernel.counts["request disk"]).toBeGreaterThan(400 / 32);
  });

  test("happens for recorded faults, too, and those on pages that were swapped out bring them back", () => {
    const recorded: Program = { do: "run", user: 1_000, calls: {}, faults: 1_000, peak: 1_010 };
    const programs = {
      p: sequence(recorded, sleep(ms(20)), recorded, mark("done")),
      q: sequence(sleep(100_000), toucher(2_800, 3)),
    };
    const b = world(programs, swapping(10_000));
    b.until(ms(60));
    expect(b.kernel.counts["pages swapped out"]).toBeGreaterThan(500);
    expect(b.kernel.counts["fault major"]).toBeGreaterThan(500);
    expect(b.kernel.counts["fault zero"]).toBe(2_000 + 2_800);
    expect(b.marks.at(-1)).toMatch(/done/);
  });

  test("serves a stretch of faults that is larger than all frames, a part at a time", () => {
    const b = world({ p: sequence(touch(6_000), mark("done")) }, swapping(10_000));
    b.until(ms(60));
    expect(b.marks).toHaveLength(1);
    expect(b.killed).toEqual([]);
  });
});

describe("a process that is killed", () => {
  const victims: Record<string, Program> = {
    "waiting for a child": sequence(fork(sleep(ms(50))), wait()),
    "waiting at a pipe": sequence(pipeOpen(0), fork(sleep(ms(50))), pipeRead(0, 10)),
    sleeping: sleep(ms(50)),
    computing: compute(ms(50)),
    "waiting for a device": { do: "device", device: "disk", requests: 10_000 },
    "holding a lock": sequence(lock("l", "sleep"), sleep(ms(50)), unlock("l")),
  };

  test.each(Object.keys(victims))("%s is gone at once, on its chart, too", (name) => {
    for (const processors of [1, 2]) {
      const what = victims[name] as Program;
      const victim = sequence(map("heap", 1_800), write("heap", 1_800), what);
      const b = world({ victim, other: sequence(sleep(ms(1)), toucher(1_500, 3)) }, { ...swapping(0), processors });
      b.until(ms(6));
      const child = what.do === "sequence" && what.steps.some((step) => step.do === "fork");
      // Children go first: with a child of its own memory, that one.
      expect(b.killed[0]?.process).toBe(child ? "victim.0" : "victim");
      b.until(ms(40));
      expect(b.processes.victim).toBeUndefined();
      expect(b.chart(0)).toBe("unused");
      expect(b.marks).toHaveLength(3);
    }
  });

  test("passes a lock on to who waits for it", () => {
    const holder = sequence(lock("l", "sleep"), map("heap", 1_800), write("heap", 1_800), sleep(ms(50)));
    const program = sequence(fork(holder), sleep(500_000), lock("l", "sleep"), mark("has it"), unlock("l"));
    const b = world({ p: program, other: sequence(sleep(ms(1)), toucher(1_500, 1)) }, swapping(0));
    b.until(ms(20));
    expect(b.marks.some((each) => each.endsWith("has it"))).toBe(true);
  });

  test("is shown as killed before its end", () => {
    const b = world({ victim: bomb }, swapping(0));
    const events: string[] = [];
    b.simulation.onDelivery((_at, path, event) => {
      if (path === "kernel/pid0") events.push(event.type);
    });
    b.until(ms(20));
    expect(events.slice(-3).sort()).toEqual(["EXIT", "KILL", "REAP"]);
    expect(events.indexOf("KILL")).toBeLessThan(events.indexOf("EXIT"));
  });
});

describe("a fork bomb", () => {
  const forks: Program = forever(fork(sleep(ms(1_000))));

  test("ends at the number of processes that the kernel lets there be; fork fails, and its maker goes on", () => {
    const b = world({ p: repeat(300, fork(sleep(ms(1_000)))), q: compute(10) }, { ...swapping(0), pages: 4_000 });
    b.until(ms(20));
    expect(b.kernel.memory.processes).toBeLessThanOrEqual(4_000 / 16);
    expect(new Set(b.failed)).toEqual(new Set(["processes"]));
    expect(b.kernel.counts["fork failed"]).toBe(b.failed.length);
    expect(b.endings).toHaveLength(2);
  });

  test("ends at the numbers that there are", () => {
    const options = { ...swapping(0), kernel: { imagePages: 10, memory: { processNumbers: 20 } } };
    const b = world({ p: forks }, options);
    b.until(ms(1));
    expect(new Set(b.failed)).toEqual(new Set(["numbers"]));
    expect(b.kernel.memory.processes).toBe(20);
  });

  test("ends where stacks and page tables have taken the frames; nobody is killed for a child", () => {
    const b = world({ p: sequence(map("heap", 2_500), write("heap", 2_500), repeat(300, fork(sleep(ms(1_000))))) }, swapping(0));
    b.until(ms(20));
    expect(new Set(b.failed)).toEqual(new Set(["memory"]));
    expect(b.killed).toEqual([]);
    expect(problems(b, swapping(0))).toEqual([]);
  });
});

test("a kernel whose swap area or files are on a device that it has not is refused", () => {
  const make = (memory: object) => () => kernelBench({ p: compute(1) }, { kernel: { memory } });
  expect(make({ fileDevice: "tape" })).toThrow('kernel: memory names device "tape"; allowed is one of none');
  expect(make({ swap: { pages: 5, device: "drum" } })).toThrow('"drum"');
});
