import type { Content } from "@crosstalk/hardware";
import { initialMemory } from "../memory/initial-memory.ts";
import type { MemoryManagement } from "../memory/memory-options.ts";
import type { MemoryContext } from "../memory/memory-state.ts";
import { takeFrames } from "../memory/using.ts";

/** Management of memory of round costs and periods. */
export const testManagement: MemoryManagement = {
  costs: {
    name: "test memory",
    hash: { work: 1_000 },
    compare: { work: 500 },
    share: { work: 100 },
    break: { exception: 1, pageCopy: 1 },
    provide: { exception: 1, pageClear: 1 },
    swapOut: { work: 50 },
    swapIn: { exception: 1, work: 50 },
  },
  sharing: { perMachine: 1_000, perHost: 10_000, stretch: 8, every: 10_000_000 },
  ballooning: { most: 0.5 },
  swapping: { service: 1_000_000 },
  sampling: { pages: 20, period: 100_000_000, slow: 0.1, fast: 0.5 },
  tax: 0.75,
  balance: 50_000_000,
  thresholds: { high: 0.06, soft: 0.04, hard: 0.02, low: 0.01 },
};

/** Memory of a host of so many pages with VMs of so many each, just powered on. */
export function testMemory(
  pages: number,
  machines: readonly number[],
  change: Partial<MemoryManagement> = {},
  shares: readonly number[] = [],
): MemoryContext {
  return initialMemory({
    path: "test/memory",
    hypervisor: "test",
    pages,
    management: { ...testManagement, ...change },
    machines: machines.map((each, id) => ({ name: `vm${id}`, pages: each, shares: shares[id] ?? each })),
  });
}

/** A VM writes pages. */
export function writes(context: MemoryContext, machine: number, first: number, count: number, content: Content): void {
  tell(context, machine, { written: [{ first, count, content }] });
}

/** A VM does something to its pages. */
export function tell(
  context: MemoryContext,
  machine: number,
  what: Partial<Pick<Parameters<typeof takeFrames>[1], "written" | "read" | "ballooned" | "returned">>,
): void {
  takeFrames(context, { type: "FRAMES", to: "", machine, written: [], read: [], ballooned: [], returned: [], ...what });
}
