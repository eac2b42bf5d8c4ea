import { account, OPERATION_CLASSES, type Operations, type Part, type Segment } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { type BinaryTranslationCosts, binaryTranslation } from "./binary-translation.ts";
import { paravirtual } from "./paravirtual.ts";
import { countOperations, rewriter } from "./rewriting.ts";
import { testParavirtualCosts } from "./testing/test-hypervisor.ts";

const PROGRAM = account("user", "web");
const KERNEL = account("kernel", "web");
const OUTER = "hypervisor";

const handled = (work: number) => ({ handling: { work } });
const forwarded = (work: number) => ({ transition: { work }, handling: {} });

/** Costs that are easy to tell apart in a sum. */
const costs: BinaryTranslationCosts = {
  name: "test translation",
  returns: { perWork: 0.01, lookUp: 20 },
  operations: {
    systemCall: forwarded(1_000),
    exception: { transition: { work: 1_000 }, handling: { work: 300 } },
    arithmeticException: forwarded(1_000),
    privilegedTrap: forwarded(1_000),
    interrupt: forwarded(900),
    pageTableWrite: handled(80),
    bulkPageTableWrite: handled(20),
    pageTableClear: handled(2),
    pageTablePin: { transition: { exception: 3, work: 600 }, handling: { work: 500 } },
    addressSpaceSwitch: forwarded(400),
    invalidatePage: forwarded(400),
    flushTranslations: forwarded(400),
    interProcessorInterrupt: forwarded(400),
    timerSet: forwarded(400),
    halt: forwarded(400),
    hypercall: forwarded(400),
    portIo: handled(70),
    taskPriorityWrite: handled(10),
  },
};

const under = rewriter(binaryTranslation(costs), "esx");
const part = (payer: string, operations: Operations): Part => ({ account: payer, operations });
const doing = (...parts: readonly Part[]): Segment => ({ parts, from: 0 });

describe("under binary translation", () => {
  test("a program's work is executed directly, a kernel's costs a look-up for each return", () => {
    const { parts } = under(doing(part(PROGRAM, { work: 5_000, callReturn: 3 }), part(KERNEL, { work: 1_000, callReturn: 3 })));
    expect(parts).toEqual([
      part(PROGRAM, { work: 5_000, callReturn: 3 }),
      part(KERNEL, { work: 1_000, callReturn: 3 }),
      part("hypervisor.translation:esx < kernel:web", { work: 1_000 * 0.01 * 20 + 3 * 20 }),
    ]);
  });

  test("a segment of a program that does nothing else is left as it is", () => {
    const segment = doing(part(PROGRAM, { work: 5_000 }));
    expect(under(segment)).toBe(segment);
  });

  test("a back-end is kernel code, whatever caused it to work", () => {
    const { parts } = under(doing(part("back-end:domain0 < user:web", { work: 100 })));
    expect(parts[1]).toEqual(part("hypervisor.translation:esx < back-end:domain0 < user:web", { work: 20 }));
  });

  test("system calls and faults enter the hypervisor and are taken by the kernel all the same", () => {
    const { parts } = under(doing(part(KERNEL, { systemCall: 2, exception: 1, arithmeticException: 1 })));
    expect(parts).toEqual([
      part(KERNEL, { systemCall: 2, exception: 1, arithmeticException: 1 }),
      part(`${OUTER}.transition:esx < kernel:web`, { work: 4_000 }),
      part(`${OUTER}.exception:esx < kernel:web`, { work: 300 }),
    ]);
  });

  test("stores to traced page tables are followed in the shadow, which alone the processor uses", () => {
    const { parts } = under(doing(part(KERNEL, { pageTableWrite: 1, bulkPageTableWrite: 10, pageTableClear: 10 })));
    expect(parts).toEqual([
      part(`${OUTER}.memory:esx < kernel:web`, {
        work: 80 + 200 + 20,
        pageTableWrite: 1,
        bulkPageTableWrite: 10,
        pageTableClear: 10,
      }),
    ]);
  });

  test("each new page table is filled by hidden faults, which the guest takes no part in", () => {
    const segment = under(doing(part(KERNEL, { pageTablePin: 2 })));
    expect(countOperations(segment)).toEqual({ exception: 6, work: 2 * (600 + 500), pageTablePin: 2 });
    expect(countOperations(segment, (of) => of === KERNEL)).toEqual({});
  });

  test("what the virtual chipset answers never reaches a real one", () => {
    expect(countOperations(under(doing(part(KERNEL, { portIo: 5, taskPriorityWrite: 5 }))))).toEqual({ work: 400 });
  });

  test("a hypercall of a guest hypervisor and its guests' faults count as those of a kernel", () => {
    const inner = rewriter(paravirtual(testParavirtualCosts), "xen")(doing(part(KERNEL, { pageTableWrite: 1 })));
    expect(countOperations(under(inner))).toEqual({ pageTableWrite: 1, work: 400 + 80 + 20 * (1 + 0.2) });
  });

  test("nobody has hardware assistance", () => {
    for (const payer of [KERNEL, PROGRAM, account("hypervisor", "kvm")]) {
      expect(() => under(doing(part(payer, { virtualMachineEntry: 1 })))).toThrow(/no hardware assistance/);
    }
  });

  test("rewriting is linear, for programs and kernels", () => {
    const known = OPERATION_CLASSES.filter((name) => !/^(virtualMachine|control)/.test(name));
    const once = Object.fromEntries(known.map((name, index) => [name, index + 1]));
    const twice = Object.fromEntries(known.map((name, index) => [name, 2 * (index + 1)]));
    for (const payer of [KERNEL, PROGRAM]) {
      const first = countOperations(under(doing(part(payer, once))));
      const second = countOperations(under(doing(part(payer, twice))));
      for (const name of OPERATION_CLASSES) expect(second[name] ?? 0).toBeCloseTo(2 * (first[name] ?? 0), 9);
    }
  });

  test("negative costs of returns are refused by name", () => {
    const returns = { perWork: -1, lookUp: 20 };
    expect(() => binaryTranslation({ ...costs, returns })).toThrow(/returns.perWork is -1; allowed is at least 0/);
  });
});
