import type { BrokenLine } from "./import-error.ts";
import { type Importer, mustHold, readRecords } from "./importer.ts";
import type { TextLine } from "./text-line.ts";
import { most } from "./utilization.ts";

/** A job of a parallel machine's log. Null is what the log doesn't tell, which stands in it as -1. */
export interface SwfJob {
  readonly job: number;
  /** From the log's beginning. */
  readonly submitSeconds: number;
  /** From submission to start. */
  readonly waitSeconds: number | null;
  /** From start to end, by the wall clock. */
  readonly runSeconds: number | null;
  readonly allocatedProcessors: number | null;
  /** Processor time used, user and system, as a mean over its processors. */
  readonly processorSeconds: number | null;
  /** Memory, as a mean over its processors, in units of 1,024 bytes as logs have it. */
  readonly usedMemoryKibibytes: number | null;
  readonly requestedProcessors: number | null;
  readonly requestedSeconds: number | null;
  readonly requestedMemoryKibibytes: number | null;
  /** 0 failed, 1 completed, 2 partial and to be continued, 3 the last partial completed, 4 it failed, 5 cancelled. */
  readonly status: number | null;
  readonly user: number | null;
  readonly group: number | null;
  readonly executable: number | null;
  readonly queue: number | null;
  readonly partition: number | null;
  /** The job after whose end this one was submitted, and how long after. */
  readonly precedingJob: number | null;
  readonly thinkSeconds: number | null;
}

/** A log of jobs. */
export interface SwfLog {
  /** Comments of the header, such as `MaxProcs`, by label. One that stands there several times has several lines. */
  readonly header: Readonly<Record<string, string>>;
  /** In order of submission. */
  readonly jobs: readonly SwfJob[];
}

const names = [
  "job number",
  "submit time",
  "wait time",
  "run time",
  "number of allocated processors",
  "average CPU time used",
  "used memory",
  "requested number of processors",
  "requested time",
  "requested memory",
  "status",
  "user id",
  "group id",
  "executable number",
  "queue number",
  "partition number",
  "preceding job number",
  "think time",
] as const;

/** Largest status. */
const CANCELLED = 5;

/**
 * Logs and models of jobs of parallel machines in the Standard Workload Format, version 2.2: comments from a semicolon on,
 * then a line for each job with 18 numbers, ordered by submission.
 */
export const swf: Importer<SwfLog> = {
  name: "swf",
  about: "log of a parallel machine's jobs in the Standard Workload Format, 18 fields",
  source: "cs.huji.ac.il/labs/parallel/workload/swf.html, version 2.2",
  read(lines) {
    const header = new Map<string, string>();
    let before = 0;
    const { records, broken } = readRecords(lines, (line) => {
      if (line.text.trimStart().startsWith(";")) {
        note(header, line.text);
        return undefined;
      }
      const job = jobOf(line);
      if (job.submitSeconds < before)
        line.refuse(names[1], String(job.submitSeconds), `at least that of the job before (${before})`);
      if (line.broken.length === 0) before = job.submitSeconds;
      return job;
    });
    const unusable: BrokenLine[] = mustHold("jobs", records);
    return { value: { header: Object.fromEntries(header), jobs: records }, broken, unusable };
  },
  summarize({ header, jobs }) {
    const gaps = (jobs.at(-1)?.submitSeconds ?? 0) - (jobs[0]?.submitSeconds ?? 0);
    const processors = jobs.map((job) => job.allocatedProcessors ?? job.requestedProcessors ?? 1);
    const runs = jobs.flatMap(({ runSeconds }) => runSeconds ?? []);
    return [
      ["jobs", String(jobs.length)],
      ["machine", header.Computer ?? "not told"],
      ["mean time between", jobs.length > 1 ? `${(gaps / (jobs.length - 1)).toFixed(1)} s` : "one job only"],
      ["mean run time", runs.length > 0 ? `${(runs.reduce((a, b) => a + b, 0) / runs.length).toFixed(1)} s` : "not told"],
      ["most processors", String(most(processors))],
    ];
  },
};

function note(header: Map<string, string>, text: string): void {
  const [, label, value] = /^\s*;\s*(\w+):\s*(.*?)\s*$/.exec(text) ?? [];
  if (label === undefined || value === undefined) return;
  const before = header.get(label);
  header.set(label, before === undefined ? value : `${before}\n${value}`);
}

function jobOf(line: TextLine): SwfJob {
  const fields = line.fields(/\s+/, names.length);
  const known = (index: number, range: { whole?: boolean; high?: number } = {}): number | null => {
    if (fields.length === 0) return null;
    const value = line.decimal(names[index] as string, fields[index], { low: -1, ...range });
    if (value > -1 && value < 0) line.refuse(names[index] as string, fields[index] as string, "-1, or a number of at least 0");
    return value === -1 ? null : value;
  };
  const whole = (index: number) => known(index, { whole: true });
  const required = (index: number, low: number, isWhole: boolean): number =>
    fields.length === 0 ? Number.NaN : line.decimal(names[index] as string, fields[index], { low, whole: isWhole });
  return {
    job: required(0, 1, true),
    submitSeconds: required(1, 0, false),
    waitSeconds: known(2),
    runSeconds: known(3),
    allocatedProcessors: whole(4),
    processorSeconds: known(5),
    usedMemoryKibibytes: known(6),
    requestedProcessors: whole(7),
    requestedSeconds: known(8),
    requestedMemoryKibibytes: known(9),
    status: known(10, { whole: true, high: CANCELLED }),
    user: whole(11),
    group: whole(12),
    executable: whole(13),
    queue: whole(14),
    partition: whole(15),
    precedingJob: whole(16),
    thinkSeconds: known(17),
  };
}
