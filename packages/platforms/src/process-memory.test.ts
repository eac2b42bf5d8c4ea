import { Simulation, seconds } from "@crosstalk/engine";
import { exec, fork, type Program, sequence, sleep, touch, unmap, wait } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { linux2003Work } from "./costs/linux-2003.ts";
import { plainLinux } from "./plain-linux.ts";

/** Nanoseconds that the kernel works for a program until all its processes have ended, on one processor. */
function kernelTime(program: Program): number {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const tenant = plainLinux().boot(simulation, host).tenant("tenant");
  tenant.run(program);
  simulation.run(seconds(1));
  return tenant.time().kernel as number;
}

const prices = dualXeon2003.prices;
const nothing = sequence();

/** What giving 1000 pages back takes. */
const thousand = Math.round(1_000 * (linux2003Work.dropPage.value + prices.pageTableClear.value));

test("the end of a process gives its pages back; that of a thread doesn't, for they are its process's", () => {
  const ends = (how: "process" | "thread", pages: number) =>
    kernelTime(sequence(exec("a", pages), fork(nothing, 0, how), wait()));
  const copied = Math.round(1_000 * (linux2003Work.forkPage.value + prices.bulkPageTableWrite.value));
  expect(ends("thread", 1_000) - ends("thread", 0)).toBe(thousand);
  expect(Math.abs(ends("process", 1_000) - ends("process", 0) - 2 * thousand - copied)).toBeLessThanOrEqual(2);
});

test("a child of vfork gives back what it has mapped since its exec", () => {
  const child = (pages: number) => fork(sequence(exec("a", pages), sleep(seconds(0.1))), 0, "vfork");
  expect(kernelTime(child(1_000)) - kernelTime(child(0))).toBe(thousand);
});

test("pages that are unmapped are not given back again at the end", () => {
  const pages = sequence(exec("a", 0), touch(1_000, "file"));
  const call = prices.systemCall.value + linux2003Work.memoryUnmap.value + prices.flushTranslations.value;
  expect(Math.abs(kernelTime(sequence(pages, unmap(1_000))) - kernelTime(pages) - call)).toBeLessThanOrEqual(2);
});
