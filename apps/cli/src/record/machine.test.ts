import { expect, it } from "vitest";
import { findHypervisor } from "./machine.ts";
import { readProcessorTimes } from "./processor-times.ts";

it("reads the machine's processor time, and leaves guest time out of the sum", () => {
  const stat = "cpu  10 1 20 300 4 5 6 7 8 9\ncpu0 1 1 1 1\nctxt 5\nprocesses 1234\n";
  expect(readProcessorTimes(stat)).toEqual({ user: 11, system: 31, steal: 7, total: 353, forks: 1234 });
});

it("finds a hypervisor exactly where the processor says that there is one", () => {
  const beneath = findHypervisor("flags\t\t: fpu vme hypervisor lm\n");
  expect(beneath).toEqual(expect.any(String));
  expect(beneath).not.toBe("");
});
