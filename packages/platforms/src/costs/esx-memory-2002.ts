import { fromConstants, namedConstant, namedConstants, type Operations, recalled } from "@crosstalk/hardware";
import type { MemoryCosts } from "@crosstalk/hypervisor";
import { recalledCycles } from "./netburst-cycles.ts";
import { shadow2006Work } from "./shadow-2006.ts";

/** Bytes of a page: a definition. */
const PAGE = 4_096;

/**
 * Instructions of Jenkins's hash for each byte: 6 n + 35 for n bytes, by his own account (evahash, "lookup2"). ESX hashes
 * pages by a 64-bit hash of his (Waldspurger, OSDI 2002, section 4.3).
 */
export const hashInstructionsPerByte = namedConstant(
  "esx-memory-2002.hashInstructionsPerByte",
  recalled(6, "1/byte", "Jenkins, A hash function for hash table lookup, 1997: 6n+35", "part"),
);

/** Work of managing guests' memory in ESX Server, nanoseconds on the reference host; no measurement was seen. */
export const esxMemory2002Work = namedConstants("esx-memory-2002", {
  hash: recalledCycles(PAGE * hashInstructionsPerByte.value, "hashing 4 KiB, an instruction a cycle", [8_000, 50_000]),
  lookUp: recalledCycles(500, "finding a hash in a table that no cache holds", [200, 1_500]),
  compare: recalledCycles(3_000, "comparing two pages of 4 KiB, a copy's memory traffic", [1_500, 8_000]),
  share: recalledCycles(1_500, "the table's entry, the mapping read-only, its translation dropped", [500, 5_000]),
  fault: recalledCycles(1_500, "what the fault is for, a page from the allocator, the table's entry", [500, 5_000]),
  swap: recalledCycles(5_000, "a slot in the swap file, a request to the disk, its completion", [2_000, 20_000]),
});

const work = esxMemory2002Work;

/** A guest's fault that only the hypervisor knows of: the trap, telling it from a true one, the shadow's entry. */
const hiddenFault = (): Operations => ({
  exception: 1,
  work: shadow2006Work.guestWalk.value + shadow2006Work.shadowFill.value + work.fault.value,
});

/**
 * What managing guests' memory costs ESX Server. Traps, copies and clears are the host's to price. Hidden faults are as
 * those of the software VMM's shadow page tables.
 */
export const esxMemory2002Costs: MemoryCosts = fromConstants(() => ({
  name: "ESX Server 2 memory",
  hash: { work: work.hash.value + work.lookUp.value },
  compare: { work: work.compare.value },
  share: { work: work.share.value, invalidatePage: 1 },
  break: { ...hiddenFault(), pageCopy: 1 },
  provide: { ...hiddenFault(), pageClear: 1 },
  swapOut: { work: work.swap.value, invalidatePage: 1 },
  swapIn: { ...hiddenFault(), work: (hiddenFault().work ?? 0) + work.swap.value },
}));
