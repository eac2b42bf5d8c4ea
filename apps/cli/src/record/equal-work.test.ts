import { expect, it } from "vitest";
import { checkEqualWork } from "./equal-work.ts";
import type { UntracedPass } from "./passes.ts";

const counted = (forks: number, minorFaults: number, exitCode = 0) => ({
  exitCode,
  forks,
  threads: 0,
  usage: { minorFaults, majorFaults: 0 },
});

/** An untraced pass that used 0.1 s, in which the machine made so many processes and was that busy. */
const untraced = (forks: number, minorFaults: number, ticks = 1_000): UntracedPass => ({
  exitCode: 0,
  usage: { userNanoseconds: 50_000_000, systemNanoseconds: 50_000_000, minorFaults, majorFaults: 0 } as UntracedPass["usage"],
  processorTimes: { forks, user: ticks, system: 0 } as UntracedPass["processorTimes"],
  others: { user: 0, system: 0 },
});

it("accepts equal passes, however many processes others made meanwhile", () => {
  checkEqualWork(counted(5, 1_000), [untraced(8, 1_000), untraced(900, 1_340)], { exitCode: 0, forks: 5 });
});

it("refuses unequal forks, exit codes, and too few forks untraced, and tells how to mend it", () => {
  const check = () => checkEqualWork(counted(9, 1_000), [untraced(6, 1_000)], { exitCode: 1, forks: 5 });
  expect(check).toThrow("exit codes were 0, 0, 1 (counting pass, untraced passes, traced pass)");
  expect(check).toThrow("the counting pass made 9 processes and the traced one 5");
  expect(check).toThrow("untraced pass 1 of 1 made 3 processes at most and the counting pass 9");
  expect(check).toThrow("--prepare CMD");
});

it("refuses an untraced pass with far more or fewer page faults, which go with processes", () => {
  const check = (faults: number) => () =>
    checkEqualWork(counted(5, 1_000), [untraced(90, 1_000), untraced(90, faults)], { exitCode: 0, forks: 5 });
  check(1_350)();
  check(650)();
  expect(check(1_351)).toThrow("untraced pass 2 of 2 took 1351 page faults and the counting pass 1000");
  expect(check(649)).toThrow("untraced pass 2 of 2 took 649 page faults and the counting pass 1000");
});

it("refuses an untraced pass in which the machine made far more processes, if nothing else ran", () => {
  const check = (forks: number, ticks: number) => () =>
    checkEqualWork(counted(40, 100_000), [untraced(forks, 100_000, ticks)], { exitCode: 0, forks: 40 });
  check(153, 10)();
  check(500, 20)();
  expect(check(154, 10)).toThrow(
    "during untraced pass 1 of 1 the machine, otherwise idle, made 151 processes and threads, and the counting pass made 40",
  );
});
