import { RunError } from "../errors.ts";
import type { CountedPass } from "./counting-pass.ts";
import type { TracedPass, UntracedPass } from "./passes.ts";
import { ranAlone } from "./split-times.ts";

/** The three processes that a pass makes besides the command's own forks: strace, GNU time, the command itself. */
const FORKS_OF_PASS = 3;

/**
 * What equal passes may differ by: a share and a fixed number. Recorded commands repeat their page faults within 1 %,
 * those that choose addresses or start threads by chance within some more; the first pass may find files that are not
 * in memory yet, and then takes more of them. A process costs from 30 faults (a subshell) to 150 (a program).
 */
const SHARE = 0.25;
const FIXED = 100;

const differs = (found: number, expected: number): boolean => Math.abs(found - expected) > SHARE * expected + FIXED;

type Counted = Pick<CountedPass, "exitCode" | "forks" | "threads"> & {
  readonly usage: Pick<CountedPass["usage"], "minorFaults" | "majorFaults">;
};

const faultsOf = ({ minorFaults, majorFaults }: Counted["usage"]): number => minorFaults + majorFaults;

/** What tells that an untraced pass did other work than the counting pass, which was like the traced one. */
function problemsOfUntraced(name: string, pass: Omit<UntracedPass, "exitCode">, counted: Counted): string[] {
  const problems: string[] = [];
  const made = Math.max(0, pass.processorTimes.forks - FORKS_OF_PASS);
  if (made < counted.forks) {
    problems.push(`${name} made ${made} processes at most and the counting pass ${counted.forks}`);
  }
  const [faults, expected] = [faultsOf(pass.usage), faultsOf(counted.usage)];
  if (differs(faults, expected)) problems.push(`${name} took ${faults} page faults and the counting pass ${expected}`);
  const tasks = counted.forks + counted.threads;
  if (made > tasks && differs(made, tasks) && ranAlone(pass)) {
    problems.push(
      `during ${name} the machine, otherwise idle, made ${made} processes and threads, and the counting pass made ${tasks}`,
    );
  }
  return problems;
}

/**
 * Checks that all passes did the same work, as far as can be told. The counting and the traced pass must have made as
 * many processes, so work that is done only once shows between them. An untraced pass can't be counted itself, but its
 * page faults can, and they go with its processes; and the whole machine's count of new processes bounds its own from
 * above, or says what it was where nothing else ran.
 *
 * @throws {RunError} telling which pass differed in what, and how to mend it.
 */
export function checkEqualWork(
  counted: Counted,
  untraced: readonly UntracedPass[],
  traced: Pick<TracedPass, "exitCode" | "forks">,
): void {
  const problems: string[] = [];
  const codes = [counted.exitCode, ...untraced.map((pass) => pass.exitCode), traced.exitCode];
  if (new Set(codes).size > 1) {
    problems.push(`exit codes were ${codes.join(", ")} (counting pass, untraced passes, traced pass)`);
  }
  if (counted.forks !== traced.forks) {
    problems.push(`the counting pass made ${counted.forks} processes and the traced one ${traced.forks}`);
  }
  problems.push(
    ...untraced.flatMap((pass, index) => problemsOfUntraced(`untraced pass ${index + 1} of ${untraced.length}`, pass, counted)),
  );
  if (problems.length === 0) return;
  throw new RunError(
    `the passes did unequal work: ${problems.join("; ")}.` +
      " Give --prepare CMD to bring everything back to the same state before each pass (for example: make clean).",
  );
}
