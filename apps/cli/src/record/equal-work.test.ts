import { expect, it } from "vitest";
import { checkEqualWork } from "./equal-work.ts";
import type { ProcessorTimes } from "./processor-times.ts";

const untraced = (forks: number) => ({ exitCode: 0, processorTimes: { forks } as ProcessorTimes });

it("accepts equal passes, however many processes others made meanwhile", () => {
  checkEqualWork({ exitCode: 0, forks: 5 }, [untraced(8), untraced(900)], { exitCode: 0, forks: 5 });
});

it("refuses unequal forks, exit codes, and too few forks untraced, and tells how to mend it", () => {
  const check = () => checkEqualWork({ exitCode: 0, forks: 9 }, [untraced(6)], { exitCode: 1, forks: 5 });
  expect(check).toThrow("exit codes were 0, 0, 1");
  expect(check).toThrow("the first pass made 9 processes and the last one 5");
  expect(check).toThrow("untraced pass 1 made 3 processes at most and the last pass 5");
  expect(check).toThrow("--prepare CMD");
});
