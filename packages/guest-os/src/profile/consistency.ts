import type { Profile } from "../profile.ts";
import { callsOfProcesses } from "./counts.ts";
import { pipeProblems } from "./pipe-problems.ts";
import type { Problem } from "./problem.ts";
import type { RecordedProcess } from "./recorded-process.ts";
import type { ProfileStep } from "./step.ts";
import { systemCallClasses } from "./system-call-class.ts";

type StepOf<Kind extends ProfileStep["do"]> = Extract<ProfileStep, { do: Kind }>;

const isEnd = (step: ProfileStep | undefined): boolean => step?.do === "exit" || step?.do === "killed";

/** Sum over all steps of one kind. */
function sum<Kind extends ProfileStep["do"]>(profile: Profile, kind: Kind, value: (step: StepOf<Kind>) => number): number {
  let total = 0;
  for (const { steps } of profile.processes) {
    for (const step of steps) if (step.do === kind) total += value(step as StepOf<Kind>);
  }
  return total;
}

function processProblems(process: RecordedProcess, index: number): Problem[] {
  const path = `processes[${index}]`;
  const problems: Problem[] = [];
  if (process.id !== index) problems.push({ path: `${path}.id`, message: `must be its index ${index}; found ${process.id}` });
  const parentIsRight = index === 0 ? process.parent === null : process.parent !== null && process.parent < index;
  if (!parentIsRight) {
    const allowed = index === 0 ? "null, as for the command itself" : "an earlier process";
    problems.push({ path: `${path}.parent`, message: `must be ${allowed}; found ${process.parent}` });
  }
  process.steps.forEach((step, position) => {
    const last = position === process.steps.length - 1;
    if (isEnd(step) === last) return;
    const message = last ? `the last step must be exit or killed; found ${step.do}` : `only the last step may be ${step.do}`;
    problems.push({ path: `${path}.steps[${position}]`, message });
  });
  return problems;
}

/** Forks make every process but the first exactly once, as a child of whom it names; waits name processes that exist. */
function treeProblems({ processes }: Profile): Problem[] {
  const problems: Problem[] = [];
  const makers = new Map<number, number>();
  processes.forEach(({ steps }, index) => {
    steps.forEach((step, position) => {
      if (step.do !== "fork" && step.do !== "wait") return;
      const path = `processes[${index}].steps[${position}].child`;
      const child = processes[step.child];
      if (child === undefined || step.child === index) {
        problems.push({ path, message: `must be another process of the ${processes.length} listed; found ${step.child}` });
      } else if (step.do === "fork") {
        if (makers.has(step.child)) problems.push({ path, message: `process ${step.child} is forked a second time` });
        makers.set(step.child, index);
        if (child.parent === index) return;
        problems.push({ path, message: `process ${step.child} says that its parent is ${child.parent}, not ${index}` });
      }
    });
  });
  processes.slice(1).forEach((_, before) => {
    if (!makers.has(before + 1)) problems.push({ path: `processes[${before + 1}]`, message: "no process forks it" });
  });
  return problems;
}

function totalsProblems(profile: Profile): Problem[] {
  const { totals, processes } = profile;
  const calls = callsOfProcesses(processes);
  const classes = Object.values(totals.systemCalls);
  const expected: [string, number, number][] = [
    ["userNanoseconds", totals.userNanoseconds, sum(profile, "run", (step) => step.userNanoseconds)],
    ["pageFaults.minor", totals.pageFaults.minor, sum(profile, "run", (step) => step.minorFaults ?? 0)],
    ["forks", totals.forks, sum(profile, "fork", (step) => (step.how === "thread" ? 0 : 1))],
    ["threads", totals.threads, sum(profile, "fork", (step) => (step.how === "thread" ? 1 : 0))],
    ["execs", totals.execs, sum(profile, "exec", () => 1)],
    [
      "systemNanoseconds",
      totals.systemNanoseconds,
      classes.reduce((time, one) => time + one.systemNanoseconds, totals.pageFaults.systemNanoseconds),
    ],
    [
      "read.bytes",
      totals.read.bytes,
      sum(profile, "run", (step) => step.bytesRead ?? 0) + sum(profile, "pipe-read", (step) => step.bytes),
    ],
    [
      "written.bytes",
      totals.written.bytes,
      sum(profile, "run", (step) => step.bytesWritten ?? 0) + sum(profile, "pipe-write", (step) => step.bytes),
    ],
    ...systemCallClasses.map((name): [string, number, number] => [
      `systemCalls.${name}.calls`,
      totals.systemCalls[name]?.calls ?? 0,
      calls[name] ?? 0,
    ]),
  ];
  return expected
    .filter(([, found, wanted]) => found !== wanted)
    .map(([path, found, wanted]) => ({
      path: `totals.${path}`,
      message: `must be the processes' sum ${wanted}; found ${found}`,
    }));
}

/** Everything in which the parts of a well-formed profile contradict one another. Empty for a sound profile. */
export function profileProblems(profile: Profile): Problem[] {
  return [
    ...profile.processes.flatMap(processProblems),
    ...treeProblems(profile),
    ...pipeProblems(profile.processes),
    ...totalsProblems(profile),
  ];
}
