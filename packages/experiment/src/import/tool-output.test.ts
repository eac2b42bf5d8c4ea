import { describe, expect, it } from "vitest";
import { blkparse } from "./blkparse.ts";
import { blockRequests } from "./block-requests.ts";
import { perfKvmStat } from "./perf-kvm-stat.ts";
import { perfSched } from "./perf-sched.ts";
import { straceSummary } from "./strace-summary.ts";
import { swf } from "./swf.ts";
import { problemsOf, sample, sampleText, skipping } from "./testing/sample.ts";

describe("perf sched", () => {
  it("gives the same runs by timehist and by script, as far as both know them", () => {
    const script = sample(perfSched, "perf-sched-script.txt");
    const timehist = sample(perfSched, "perf-sched-timehist.txt");
    expect(script).toHaveLength(10);
    for (const run of script) {
      const same = timehist.find(({ end, processor }) => end === run.end && processor === run.processor);
      expect(same).toMatchObject({ task: run.task, thread: run.thread });
      // Script has microseconds, timehist rounds nanoseconds down; the two ends of a run make up to 2 us.
      expect(Math.abs((same?.run ?? 0) - run.run)).toBeLessThanOrEqual(2_000);
      if (run.delay !== null) expect(Math.abs((same?.delay ?? 0) - run.delay)).toBeLessThanOrEqual(2_000);
    }
  });

  it("takes a process's number, a blank in a name, and what follows the columns", () => {
    const row = "   10.000002 [0003]  my task[7/5]      0.500      0.020      1.250  S";
    expect(skipping(perfSched, row).value).toEqual([
      { task: "my task", thread: 7, process: 5, processor: 3, end: 10_000_002_000, run: 1_250_000, wait: 500_000, delay: 20_000 },
    ]);
  });

  it("knows switches and wake-ups also as perf's plug-in prints them", () => {
    const lines = [
      "swapper 0 [000] 1.000000: sched:sched_wakeup: a:7 [120] CPU:000",
      "swapper 0 [000] 1.000010: sched:sched_switch: swapper/0:0 [120] R ==> a:7 [120]",
      "a 7 [000] 1.000110: sched:sched_switch: a:7 [120] S ==> swapper/0:0 [120]",
      "a 7 [000] 1.000200: irq:irq_handler_entry: irq=1 name=x",
      "a 7 [000] 1.000300: sched:sched_switch: nonsense",
    ];
    const { value, skipped } = skipping(perfSched, lines.join("\n"));
    expect(value).toEqual([
      { task: "a", thread: 7, process: null, processor: 0, end: 1_000_110_000, run: 100_000, wait: null, delay: 10_000 },
    ]);
    expect(skipped.map(({ line, field }) => [line, field])).toEqual([[5, "details"]]);
  });
});

describe("perf kvm stat", () => {
  it("gives counts and times by reason", () => {
    const reasons = sample(perfKvmStat, "perf-kvm-stat.txt");
    expect(reasons).toHaveLength(7);
    expect(reasons.find(({ reason }) => reason === "EPT_VIOLATION")).toEqual({
      event: "VM-EXIT",
      reason: "EPT_VIOLATION",
      count: 5_300,
      mean: 2_300,
      least: 900,
      greatest: 61_250,
      error: 0.012,
    });
  });

  it("is refused where its rows don't make its total", () => {
    const text = sampleText("perf-kvm-stat.txt").replace(/^.* CPUID .*\n/m, "");
    expect(problemsOf(perfKvmStat, text)).toEqual(["f:14: total samples is 19303; allowed is the rows' sum, 19291"]);
  });

  it("is refused where it is cut off before its total, which can be skipped", () => {
    const whole = sampleText("perf-kvm-stat.txt");
    const text = whole.replace(/^Total Samples.*/m, "");
    const missing =
      "total samples is missing, so that rows may be, too; allowed is a line of totals at the end, as perf kvm stat";
    expect(problemsOf(perfKvmStat, text)).toEqual([`f:13: ${missing} report prints`]);
    expect(problemsOf(perfKvmStat, whole + text)).toEqual([`f:29: ${missing} report prints`]);
    expect(skipping(perfKvmStat, text).value).toEqual(sample(perfKvmStat, "perf-kvm-stat.txt"));
    expect(skipping(perfKvmStat, text).skipped).toHaveLength(1);
  });

  it("must have titles, may lack the extremes, and may know no error", () => {
    const row = "  HLT   1   100.00%   -nan%   0.62us ( +-   -nan% )";
    expect(problemsOf(perfKvmStat, row)[0]).toContain("allowed is titles: VM-EXIT Samples");
    expect(skipping(perfKvmStat, `MMIO Access  Samples  Samples%  Time%  Avg time\n${row}`).value).toEqual([
      { event: "MMIO Access", reason: "HLT", count: 1, mean: 620, least: null, greatest: null, error: null },
    ]);
  });
});

describe("strace -c", () => {
  const titles = "% time     seconds  usecs/call     calls    errors syscall\n";

  it("gives the counts of its total", () => {
    const counts = sample(straceSummary, "strace-summary.txt");
    expect(counts.reduce((sum, { calls }) => sum + calls, 0)).toBe(620);
    expect(counts.reduce((sum, { errors }) => sum + errors, 0)).toBe(89);
    expect(counts.find(({ call }) => call === "openat")).toMatchObject({ class: "file-open", calls: 137, errors: 58 });
  });

  it("is refused where it is cut off before its total, be it within a line, which can be skipped", () => {
    const text = sampleText("strace-summary.txt");
    const missing =
      "total calls is missing, so that rows may be, too; allowed is a line of totals at the end, as strace -c prints";
    const lines = text.slice(0, text.indexOf("  0.00    0.000000           0        10           pread64"));
    expect(problemsOf(straceSummary, lines)).toEqual([`f:27: ${missing}`]);
    expect(skipping(straceSummary, lines).value).toHaveLength(25);
    expect(problemsOf(straceSummary, `${lines}  0.00    0.0`)).toEqual([
      expect.stringMatching(/^f:28: line is/),
      `f:28: ${missing}`,
    ]);
  });

  it("passes over what the command has printed before, and takes totals of old versions", () => {
    const text = `hello\n${titles} 90.00    0.000100          10        10         2 read\n 10.00 0.000011 1 9 brk\n`;
    for (const total of ["100.00 0.000111 19 2 total", "100.00 0.000111 5 19 2 total", "100.00 0.000111 19 total"])
      expect(problemsOf(straceSummary, `${text}${total}\n`)).toEqual([]);
    expect(problemsOf(straceSummary, `${text}100.00 0.000111 5 20 2 total`)).toEqual([
      "f:5: total calls is 5 20 2; allowed is the rows' sum, 19",
    ]);
  });
});

describe("blkparse", () => {
  it("gives requests from being queued to completed", () => {
    const requests = blockRequests(sample(blkparse, "blkparse.txt"));
    expect(requests).toHaveLength(8);
    expect(requests[0]).toEqual({
      device: "8,0",
      does: "write",
      sector: 1_325_656,
      bytes: 4_096,
      queued: 2_598_618,
      issued: 2_603_218,
      completed: 2_922_538,
    });
  });

  it("counts a request that was given back from its last issue, and tells one that isn't complete", () => {
    const row = (at: number, action: string, sector = 8) => `8,0 0 ${at} 0.00000000${at} 5 ${action} R ${sector} + 8 [x]`;
    const text = [row(1, "D"), row(2, "R"), row(3, "D"), row(5, "C"), row(6, "D", 16), row(7, "C", 99)].join("\n");
    expect(blockRequests(skipping(blkparse, text).value)).toMatchObject([
      { issued: 3, completed: 5, queued: null },
      { issued: 6, completed: null },
    ]);
  });

  it("is told by its columns", () => {
    expect(problemsOf(blkparse, "8,0 0 1 0.1 5 Q R 8 + 8 [x]\n8,0 0 1 0.000000001 5 Q R [x]")).toEqual([
      expect.stringMatching(/^f:1: line is 8,0 .*; allowed is device cpu sequence time pid action/),
      expect.stringMatching(/^f:2: line is /),
    ]);
  });
});

describe("the Standard Workload Format", () => {
  const job = (number: number, submit: number, run = "10") => `${number} ${submit} 0 ${run} 1${" -1".repeat(13)}`;

  it("gives header and jobs, with null for what isn't told", () => {
    const { header, jobs } = sample(swf, "jobs.swf");
    expect(header).toMatchObject({ MaxProcs: "8", Note: expect.stringContaining("\n") });
    expect(jobs).toHaveLength(20);
    expect(jobs[4]).toMatchObject({ job: 5, processorSeconds: null, thinkSeconds: null });
  });

  it("is ordered by submission, and has -1 for what isn't known, but no other negative number", () => {
    expect(problemsOf(swf, [job(1, 5), job(2, 4), job(3, 5, "-2"), job(4, 5, "-0.5"), "; a comment", "5 6"].join("\n"))).toEqual([
      "f:2: submit time is 4; allowed is at least that of the job before (5)",
      "f:3: run time is -2; allowed is a number of at least -1",
      "f:4: run time is -0.5; allowed is -1, or a number of at least 0",
      "f:6: number of fields is 2; allowed is 18",
    ]);
  });
});
