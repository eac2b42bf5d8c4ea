import { fitted, recalled, type Sourced } from "@crosstalk/hardware";
import type { HardwareAssistedCosts } from "@crosstalk/hypervisor";

const ADAMS = "Adams & Agesen, ASPLOS 2006, raw data appendix: P4 672, VT-x VMM, cycles";

/** Cycles of a Pentium 4 in nanoseconds on the reference host, the dual Xeon at 2.4 GHz of the same microarchitecture. */
const NANOSECONDS = 1 / 2.4;

/** Fields that a handler reads at an exit. Recalled: about 10. */
const READS = 10;

/** An exit with its reads and the entry back, in cycles. */
const ROUND_TRIP = 1_931 + 2_409 + READS * 178;

/** What a measured operation takes beyond one round trip and what the hardware does all the same, as work. */
function beyond(measured: number, native: number, what: string): Sourced {
  return fitted((measured - native - ROUND_TRIP) * NANOSECONDS, "ns", `${ADAMS}, ${what}: ${measured}`);
}

/**
 * Work of a VMM that uses first-generation VT-x with shadow page tables, in nanoseconds on the reference host, beside
 * the exits, which are the processor's. Three rows of Adams and Agesen's table are fitted; the rest is recalled.
 */
export const assisted2006Work = {
  exception: beyond(11_242, 1_093, "page fault"),
  pageTableWrite: beyond(12_733, 0, "PTE modify"),
  portIo: beyond(15_826, 0, "in"),
  bulkPageTableWrite: recalled(300, "ns", "one entry of a page that is out of sync, brought back together with others"),
  addressSpaceSwitch: recalled(1_000, "ns", "finding the shadow of the new root"),
  invalidatePage: recalled(500, "ns", "dropping one shadow entry"),
  flushTranslations: recalled(1_000, "ns", "bringing shadows up to date"),
  interrupt: recalled(500, "ns", "injecting a vector, emulating its end"),
  interProcessorInterrupt: recalled(1_000, "ns", "decoding a write to the local APIC's command register"),
  timerSet: recalled(800, "ns", "decoding a write to the local APIC's timer"),
  halt: recalled(300, "ns", "blocking the thread"),
  hypercall: recalled(200, "ns", "finding the call"),
  privilegedTrap: recalled(500, "ns", "decoding and emulating an instruction"),
} satisfies Record<string, Sourced>;

const work = assisted2006Work;

/** First-generation VT-x with shadow page tables, as of 2006. */
export const assisted2006Costs: HardwareAssistedCosts = {
  name: "VT-x 2006, shadow paging",
  exit: { controlReads: READS, controlWrites: 0, work: 0 },
  paging: "shadow",
  interrupts: "exiting",
  shadowedControl: false,
  handling: {
    exception: { work: work.exception.value },
    pageTableWrite: { work: work.pageTableWrite.value, pageTableWrite: 1 },
    bulkPageTableWrite: { work: work.bulkPageTableWrite.value, bulkPageTableWrite: 1 },
    pageTableClear: { work: work.bulkPageTableWrite.value, pageTableClear: 1 },
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
};
