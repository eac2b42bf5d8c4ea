import { account, addOperations, OPERATION_CLASSES, type Operations, type Part, type Segment } from "@crosstalk/hardware";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PtraceCosts, ptraced } from "./ptrace.ts";
import { countOperations, rewriter } from "./rewriting.ts";

const PROGRAM = account("user", "web");
const KERNEL = account("kernel", "web");

const call = (work: number): Operations => ({ systemCall: 1, work });

/** Costs that are easy to tell apart in a sum. */
const costs: PtraceCosts = {
  name: "test tracing",
  handover: { addressSpaceSwitch: 1 },
  calls: {
    wait: call(1),
    ptrace: call(10),
    map: call(100),
    unmap: call(200),
    unmapNothing: call(50),
    protect: call(70),
    mask: call(5),
    timer: call(6),
    signal: call(7),
    io: call(8),
    pause: call(9),
  },
  systemCallStops: { work: 10_000 },
  signalStop: { work: 20_000 },
  switching: { work: 30_000 },
  hostFault: { exception: 1 },
  maskingsPerWork: 0.01,
  flush: { work: 40_000 },
  unmappingsPerPageTable: 4,
};

const under = rewriter(ptraced(costs), "host");
const part = (payer: string, operations: Operations): Part => ({ account: payer, operations });
const doing = (...parts: readonly Part[]): Segment => ({ parts, from: 0 });
const hosts = (segment: Segment) => countOperations(segment, (payer) => payer.startsWith("hypervisor"));

describe("a kernel that traces its processes", () => {
  test("has a system call stop the process twice: four handovers, two waits, seven calls of ptrace", () => {
    const segment = under(doing(part(KERNEL, { systemCall: 1 })));
    expect(hosts(segment)).toEqual({ addressSpaceSwitch: 4, systemCall: 9, work: 10_000 + 2 + 70 });
    expect(countOperations(segment, (payer) => payer === KERNEL)).toEqual({ systemCall: 1 });
  });

  test("has a page fault stop it once, with one call to read what faulted", () => {
    const fault = hosts(under(doing(part(KERNEL, { exception: 1 }))));
    expect(fault).toEqual({ addressSpaceSwitch: 2, systemCall: 7, work: 20_000 + 1 + 60 });
    const division = hosts(under(doing(part(KERNEL, { arithmeticException: 1 }))));
    expect(addOperations(division, call(10))).toEqual(fault);
  });

  test("follows an entry that maps a page by unmapping, mapping, and a fault of the host", () => {
    const segment = under(doing(part(KERNEL, { pageTableWrite: 1 })));
    expect(hosts(segment)).toEqual({ systemCall: 2, work: 150, exception: 1 });
    expect(countOperations(segment, (payer) => payer === KERNEL)).toEqual({ pageTableWrite: 1 });
  });

  test("does what a page table leaves empty by as many calls", () => {
    expect(hosts(under(doing(part(KERNEL, { pageTablePin: 2 }))))).toEqual({ systemCall: 8, work: 400 });
  });

  test("masks interrupts by system calls as its kernel works, and not as programs do", () => {
    expect(hosts(under(doing(part(KERNEL, { work: 1_000 }))))).toEqual({ systemCall: 20, work: 100 });
    const program = doing(part(PROGRAM, { work: 1_000 }));
    expect(under(program)).toBe(program);
  });

  test("has no privileged instructions and no hardware assistance", () => {
    expect(() => under(doing(part(KERNEL, { privilegedTrap: 1 })))).toThrow(/no privileged instructions/);
    expect(() => under(doing(part(KERNEL, { virtualMachineEntry: 1 })))).toThrow(/no hardware assistance/);
  });

  test("refuses densities below nothing", () => {
    expect(() => ptraced({ ...costs, maskingsPerWork: -1 })).toThrow(/maskingsPerWork is -1; allowed is at least 0/);
  });

  test("costs twice as much for twice as many operations", () => {
    const possible = OPERATION_CLASSES.filter((name) => !/^(privilegedTrap|virtualMachine|control)/.test(name));
    const counts = fc.record(Object.fromEntries(possible.map((name) => [name, fc.integer({ min: 0, max: 100 })])));
    fc.assert(
      fc.property(counts, (operations) => {
        const once = countOperations(under(doing(part(KERNEL, operations))));
        const twice = countOperations(under(doing(part(KERNEL, addOperations({}, operations, 2)))));
        for (const name of OPERATION_CLASSES) expect(twice[name] ?? 0).toBeCloseTo(2 * (once[name] ?? 0), 6);
      }),
      { numRuns: 30 },
    );
  });
});
