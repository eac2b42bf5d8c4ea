import { fromConstants, heldFixed, namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";
import type { HardwareAssistedCosts } from "@crosstalk/hypervisor";
import { fittedCycles } from "./netburst-cycles.ts";
import { hiddenFaultsPerPageTable, pageTableWork, shadow2006Work } from "./shadow-2006.ts";

const TABLE_1 = "Adams & Agesen, ASPLOS 2006, Table 1";

/** What an exit, the entry back and reading a field take, in cycles, and how many fields a handler reads. */
export const assisted2006RoundTrip = namedConstants("vt-x-2006", {
  exit: quoted(1_931, "cycles", `${TABLE_1}, page-fault VM exit`, "part"),
  entry: quoted(2_409, "cycles", `${TABLE_1}, VM entry`, "part"),
  read: quoted(178, "cycles", `${TABLE_1}, VMCS read`, "part"),
  reads: heldFixed("part", recalled(10, "fields", "fields that a handler reads at an exit, about", [5, 15])),
} satisfies Record<string, Sourced>);

const READS = assisted2006RoundTrip.reads.value;

/** An exit with its reads and the entry back, in cycles. */
const ROUND_TRIP =
  assisted2006RoundTrip.exit.value + assisted2006RoundTrip.entry.value + READS * assisted2006RoundTrip.read.value;

/** What a measured operation takes beyond one round trip and what the hardware does all the same, as work. */
function beyond(row: string, measured: number, native: number): Sourced {
  return fittedCycles(
    `VT-x VMM, ${row}`,
    measured,
    native + ROUND_TRIP,
    "one round trip and what the hardware does all the same",
  );
}

/**
 * Work of a VMM that uses first-generation VT-x with shadow page tables, in nanoseconds on the reference host, beside
 * the exits, which are the processor's. The five of Adams and Agesen's nine nanobenchmarks that exit are fitted, one
 * constant each; the other four have no exit and come out by themselves. The rest is recalled.
 *
 * Simplified: each row counts as one exit, though the longest (an entry that maps a page from then on) is probably two,
 * the store and the hidden fault of the page's first use; on hosts of the family it is the same time.
 */
export const assisted2006Work = namedConstants("assisted-2006", {
  ...shadow2006Work,
  exception: beyond("page fault", 11_242, 1_093),
  pageTableWrite: beyond("PTE not present to present", 17_020, 5),
  bulkPageTableWrite: beyond("PTE unchanged", 12_733, 1),
  pageTableClear: beyond("PTE present to not present", 9_154, 4),
  portIo: beyond("in", 15_826, 0),
  interrupt: recalled(500, "ns", "injecting a vector, emulating its end"),
  interProcessorInterrupt: recalled(1_000, "ns", "decoding a write to the local APIC's command register"),
  timerSet: recalled(800, "ns", "decoding a write to the local APIC's timer"),
  halt: recalled(300, "ns", "blocking the thread"),
  hypercall: recalled(200, "ns", "finding the call"),
  privilegedTrap: recalled(500, "ns", "decoding and emulating an instruction"),
});

const work = assisted2006Work;

/** First-generation VT-x with shadow page tables, as of 2006. */
export const assisted2006Costs: HardwareAssistedCosts = fromConstants(() => ({
  name: "VT-x 2006, shadow paging",
  exit: { controlReads: READS, controlWrites: 0, work: 0 },
  paging: "shadow",
  interrupts: "exiting",
  shadowedControl: false,
  hiddenFaults: hiddenFaultsPerPageTable.value,
  handling: {
    exception: { work: work.exception.value },
    pageTableWrite: { work: work.pageTableWrite.value },
    bulkPageTableWrite: { work: work.bulkPageTableWrite.value },
    pageTableClear: { work: work.pageTableClear.value },
    pageTablePin: { work: pageTableWork() },
    addressSpaceSwitch: { work: work.addressSpaceSwitch.value },
    invalidatePage: { work: work.invalidatePage.value },
    flushTranslations: { work: work.flushTranslations.value },
    portIo: { work: work.portIo.value },
    interrupt: { work: work.interrupt.value },
    interProcessorInterrupt: { work: work.interProcessorInterrupt.value },
    timerSet: { work: work.timerSet.value },
    halt: { work: work.halt.value },
    hypercall: { work: work.hypercall.value },
    privilegedTrap: { work: work.privilegedTrap.value },
  },
}));
