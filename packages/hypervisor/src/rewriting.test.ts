import { account, OPERATION_CLASSES, type Operations, type Segment } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { paravirtual } from "./paravirtual.ts";
import { countOperations, rewriter } from "./rewriting.ts";
import { testAssisted, testParavirtualCosts } from "./testing/test-hypervisor.ts";

const KERNEL = account("kernel", "web");

function doing(operations: Operations, more: Partial<Segment> = {}): Segment {
  return { parts: [{ account: KERNEL, operations }], from: 0, ...more };
}

const under = rewriter(paravirtual(testParavirtualCosts), "xen");

test("what is not intercepted stays as it is, the segment itself", () => {
  const segment = doing({ work: 5, systemCall: 2, pageClear: 1 });
  expect(under(segment)).toBe(segment);
});

test("a segment that runs on after an interruption makes nothing new", () => {
  const segment = doing({ work: 5, exception: 1 }, { masked: true });
  const first = under(segment);
  expect(under(segment)).toBe(first);
  expect(under({ ...segment, from: 0.5 }).parts).toBe(first.parts);
});

test("the mask is cleared; fraction, trap and footprint are kept", () => {
  const footprint = { space: "web", read: 1, written: 2, intensity: 0.1 };
  const trap = { cause: "copy-on-write" };
  const segment = under(doing({ exception: 1 }, { masked: true, from: 0.25, trap, footprint }));
  expect(segment).toMatchObject({ from: 0.25, trap, footprint });
  expect("masked" in segment).toBe(false);
});

test("updates of page tables share a hypercall with their batch, and are validated one by one, under the hypervisor's account", () => {
  const { parts } = under(doing({ work: 100, bulkPageTableWrite: 8, pageTableClear: 4 }));
  expect(parts).toEqual([
    { account: "kernel:web", operations: { work: 100 } },
    { account: "hypervisor.transition:xen < kernel:web", operations: { hypercall: 3 } },
    { account: "hypervisor.memory:xen < kernel:web", operations: { work: 240, bulkPageTableWrite: 8, pageTableClear: 4 } },
  ]);
});

test("exceptions are handed on to the paravirtual guest, which still takes them; system calls go there directly", () => {
  const segment = under(doing({ exception: 3, systemCall: 2 }));
  expect(countOperations(segment)).toEqual({ exception: 3, systemCall: 2, hypercall: 3, work: 120 });
  expect(countOperations(segment, (of) => of === KERNEL)).toEqual({ exception: 3, systemCall: 2 });
});

test("rewriting is linear: twice the operations, twice the result", () => {
  const once = Object.fromEntries(OPERATION_CLASSES.map((name, index) => [name, index + 1]));
  for (const name of ["virtualMachineExit", "virtualMachineEntry", "controlRead", "controlWrite"]) delete once[name];
  const twice = Object.fromEntries(Object.entries(once).map(([name, count]) => [name, count * 2]));
  const first = countOperations(under(doing(once)));
  const second = countOperations(under(doing(twice)));
  expect(Object.keys(second)).toEqual(Object.keys(first));
  for (const name of OPERATION_CLASSES) expect(second[name] ?? 0).toBeCloseTo(2 * (first[name] ?? 0), 9);
});

test("a paravirtual guest can't have hardware-assisted guests, and is told so", () => {
  expect(() => under(doing({ virtualMachineEntry: 1 }))).toThrow(
    /kernel:web does virtualMachineEntry under xen .* no hardware assistance/,
  );
});

test("a call of a guest of a paravirtual hypervisor in a paravirtual guest passes through the outer one both ways", () => {
  const inner = rewriter(paravirtual(testParavirtualCosts), "inner");
  const once = inner(doing({ hypercall: 1 }));
  expect(countOperations(once)).toEqual({ hypercall: 1 });
  expect(countOperations(under(once))).toEqual({ hypercall: 2, work: 7 });
  expect(countOperations(under(doing({ hypercall: 1 })))).toEqual({ hypercall: 1 });
});

test("with shadow page tables page faults exit, with nested ones they do not", () => {
  const fault = doing({ exception: 1 });
  expect(countOperations(rewriter(testAssisted({ paging: "nested" }), "kvm")(fault))).toEqual({ exception: 1 });
  expect(countOperations(rewriter(testAssisted(), "kvm")(fault))).toEqual({
    exception: 1,
    virtualMachineExit: 1,
    virtualMachineEntry: 1,
    controlRead: 2,
    controlWrite: 1,
    work: 400,
  });
});

test("with shadow page tables each store to one exits and is followed; a new one is filled by hidden faults", () => {
  const stores = doing({ pageTableWrite: 1, bulkPageTableWrite: 10, pageTableClear: 10, pageTablePin: 3 });
  const exits = 1 + 10 + 10 + 3 * 2;
  const { virtualMachineExit, controlRead, ...rest } = countOperations(rewriter(testAssisted(), "kvm")(stores));
  expect({ virtualMachineExit, controlRead }).toEqual({ virtualMachineExit: exits, controlRead: 2 * exits });
  expect(rest).toMatchObject({ pageTableWrite: 1, bulkPageTableWrite: 10, pageTableClear: 10, pageTablePin: 3 });
  expect(countOperations(rewriter(testAssisted(), "kvm")(stores), (of) => of === KERNEL)).toEqual({});
  expect(rewriter(testAssisted({ paging: "nested" }), "kvm")(stores)).toBe(stores);
});

test("system calls, divisions by zero and the interrupt priority need no exit", () => {
  const segment = doing({ systemCall: 1, arithmeticException: 1, taskPriorityWrite: 1, callReturn: 1 });
  expect(rewriter(testAssisted(), "kvm")(segment)).toBe(segment);
});

test("posted interrupts do not exit", () => {
  const rewrite = rewriter(testAssisted({ interrupts: "posted" }), "kvm");
  expect(countOperations(rewrite(doing({ interrupt: 3, portIo: 1 }))).virtualMachineExit).toBe(1);
});

test.each([
  // Its own exit arrives below and its entry back goes through there; so do two reads and one write of its control structure.
  [false, 1 + 1 + 2 + 1],
  [true, 1 + 1],
])("an inner page fault exits as often as is counted by hand, control structure shadowed: %s", (shadowedControl, exits) => {
  const inner = rewriter(testAssisted(), "inner");
  const outer = rewriter(testAssisted({ paging: "nested", shadowedControl }), "outer");
  const counts = countOperations(outer(inner(doing({ exception: 1 }))));
  expect(counts.virtualMachineExit).toBe(exits);
  expect(counts.virtualMachineEntry).toBe(exits);
  expect(counts.controlRead).toBe(exits * 2 + (shadowedControl ? 2 : 0));
  expect(counts.controlWrite).toBe(exits * 1 + (shadowedControl ? 1 : 0));
});

test("three deep, the exits multiply", () => {
  const inner = rewriter(testAssisted(), "inner");
  const middle = rewriter(testAssisted({ paging: "nested" }), "middle");
  const outer = rewriter(testAssisted({ paging: "nested" }), "outer");
  const counts = countOperations(outer(middle(inner(doing({ exception: 1 })))));
  expect(counts.virtualMachineExit).toBe((1 + 1 + 2 + 1) * (1 + 1 + 2 + 1));
});

test("wrong costs are refused by name", () => {
  expect(() => paravirtual({ ...testParavirtualCosts, batch: 0 })).toThrow(/batch is 0; allowed is at least 1/);
  expect(() => testAssisted({ handling: { pageFault: { work: 1 } } as never })).toThrow(
    /handling.pageFault is no class of operations/,
  );
});
