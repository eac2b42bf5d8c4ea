import { linuxMemoryConstants } from "@crosstalk/guest-os";
import {
  fitted,
  fromConstants,
  namedConstant,
  namedConstants,
  type Operations,
  recalled,
  type Sourced,
  withoutReading,
} from "@crosstalk/hardware";
import type { PtraceCosts } from "@crosstalk/hypervisor";
import { linux2003Costs } from "./linux-2003.ts";

const BARHAM = "Barham et al., SOSP 2003";
const SKAS = "arch/um/kernel/skas of User-Mode Linux for 2.4";

/**
 * Work of the host's kernel (and of User-Mode Linux itself) on the dual Xeon at 2.4 GHz, in nanoseconds, beside the traps
 * of system calls, handovers and what the host's Linux takes for a call of the same class. Three are fitted, so that the
 * rows null call, prot fault and ctxsw 2p/0K come out (`docs/barham-2003.md`); all else is recalled.
 *
 * What is fitted holds all that is not told apart: signals queued and looked for, and the caches and translations that
 * each of the switches between the two processes leaves cold, which on a processor without tags is much of it.
 */
export const skas2003Work = namedConstants("skas-2003", {
  ptrace: recalled(300, "ns", "finding the process, that it is stopped and one's own; moving registers", [150, 900]),
  addressSpaceFile: recalled(150, "ns", "a write to /proc/mm: file, request copied in", [80, 400]),
  unmapNothing: recalled(350, "ns", "do_munmap that finds no mapping: lock, look-up", [150, 800]),
  systemCallStops: fitted(
    13_350,
    "ns",
    `${BARHAM}, Table 3, UML, null call 24.7 us less Linux-UP 0.45 us, four handovers and nine calls of the tracer`,
  ),
  signalStop: fitted(
    13_190,
    "ns",
    `${BARHAM}, Table 5, UML, prot fault 21.8 us less what it takes on Linux here, 0.755 us, two handovers and seven calls`,
  ),
  switching: fitted(
    11_700,
    "ns",
    `${BARHAM}, Table 4, UML, ctxsw 2p/0K 15.5 us less Linux-UP 0.77 us, three calls and the maskings of the switch`,
  ),
  flush: recalled(4_300, "ns", "some 2,000 entries of the guest's tables looked at, five cycles each", [1_000, 20_000]),
});

/**
 * Pairs of masking and unmasking in a nanosecond of kernel work: one in 500 ns, as every wake-up, wait queue and queue of
 * a device takes a lock with interrupts off. Recalled, never set from a result; that masking is a system call there is
 * read in arch/um (block_signals).
 */
export const maskingsPerWork = namedConstant(
  "skas-2003.maskingsPerWork",
  recalled(1 / 500, "1/ns", "one pair in 500 ns of kernel work", [1 / 3_000, 1 / 150]),
);

/** Entries of a page table, and of a root up to the kernel's 3 GiB: definitions of the x86's two levels, 4 KiB and 4 MiB. */
const ENTRIES = 1_024;
const ROOT_ENTRIES = 768;

/** Page tables beside the root of a small process, and how often its tables are made or given back in its life. */
const TABLES = withoutReading(() => linuxMemoryConstants.smallestTables.value) - 1;
const PINS = 2 * (1 + TABLES);

/**
 * Flushing a new address space by force unmaps each piece of 4 MiB that has no page table, and each of the 1024 pages of
 * one that has. Simplified: an exec goes over as much as a fork, though its address space is empty.
 */
export const unmappingsPerPageTable = namedConstant(
  "skas-2003.unmappingsPerPageTable",
  recalled(
    (TABLES * ENTRIES + ROOT_ENTRIES - TABLES) / PINS,
    "calls",
    `${SKAS}/tlb.c, fix_range with force, called by fork_handler and flush_thread_skas: 1,024 for each of three tables, 765 pieces of 4 MiB without, over the eight times that the tables of a process are made or given back`,
    [96, 512],
  ),
);

const work = skas2003Work;
const { calls, contextSwitch, faults } = linux2003Costs;
const does = ({ value }: Sourced): Operations => ({ work: value });

/** A write to the file that stands for an address space of the host, which does what a system call of that class does. */
function onAddressSpace(name: "memory-map" | "memory-unmap" | "memory-protect", more: Operations): Operations {
  const { systemCall = 0, work: plain = 0 } = calls[name];
  return { systemCall, work: plain + work.addressSpaceFile.value, ...more };
}

/** User-Mode Linux with skas3 on Linux 2.4, as measured in 2003. */
export const skas2003Costs: PtraceCosts = fromConstants(() => ({
  name: "User-Mode Linux skas3",
  handover: contextSwitch,
  calls: {
    wait: calls.wait,
    ptrace: { systemCall: 1, work: work.ptrace.value },
    map: onAddressSpace("memory-map", {}),
    unmap: onAddressSpace("memory-unmap", { pageTableClear: 1 }),
    unmapNothing: { systemCall: 1, work: work.addressSpaceFile.value + work.unmapNothing.value },
    protect: onAddressSpace("memory-protect", { bulkPageTableWrite: 1 }),
    mask: calls["signal-install"],
    timer: calls.time,
    signal: calls["signal-send"],
    io: calls["file-read"],
    pause: calls.sleep,
  },
  systemCallStops: does(work.systemCallStops),
  signalStop: does(work.signalStop),
  switching: does(work.switching),
  hostFault: faults.file,
  maskingsPerWork: maskingsPerWork.value,
  flush: does(work.flush),
  unmappingsPerPageTable: unmappingsPerPageTable.value,
}));
