import type { HostModel } from "../host.ts";
import { fitted, quoted, recalled, type Sourced } from "../sourced.ts";

const CLOCK_GHZ = 2.4;
const ADAMS = "Adams & Agesen, ASPLOS 2006, raw data appendix: P4 672 (the same microarchitecture), cycles";

/** Cycles measured on a Pentium 4 672, in nanoseconds at this host's clock. */
function cycles(count: number, what: string): Sourced {
  return quoted(count / CLOCK_GHZ, "ns", `${ADAMS}, ${what}: ${count}`);
}

/**
 * Dell PowerEdge 2650 of Barham et al., SOSP 2003, section 4: two Xeons at 2.4 GHz (hyper-threading off), 2 GB.
 * It is the host on which plain work is counted, so its `work` ratio is 1.
 *
 * The prices of hardware-assisted virtualization are those of the Pentium 4 672; this host did not have it, so they
 * matter only to platforms that ask what would have been.
 */
export const dualXeon2003: HostModel = {
  name: "dual-xeon-2003",
  year: 2003,
  about: "Dell PE 2650, 2 x Xeon 2.4 GHz, 2 GB (Barham et al. 2003)",
  processors: 2,
  pages: 524_288,
  interruptDelivery: recalled(1_000, "ns", "local APIC message over the front-side bus, about 1 us"),
  prices: {
    work: quoted(1, "ratio", "reference host", [1, 1]),
    systemCall: fitted(400, "ns", "Barham et al. 2003, Table 3, Linux-UP null call 0.45 us, less 50 ns of work in the kernel"),
    exception: cycles(1_093, "page fault, native"),
    interrupt: recalled(700, "ns", "P4 interrupt entry, APIC end-of-interrupt and iret, about 1,700 cycles"),
    interProcessorInterrupt: recalled(400, "ns", "writing the APIC's command register and waiting for it"),
    addressSpaceSwitch: recalled(300, "ns", "CR3 load on a P4 and the first refills, about 700 cycles"),
    pageTableWrite: cycles(1, "PTE modify, native"),
    bulkPageTableWrite: cycles(1, "PTE modify, native"),
    pageTablePin: quoted(0, "ns", "no such operation on bare hardware", [0, 0]),
    invalidatePage: recalled(200, "ns", "INVLPG on a P4, about 500 cycles"),
    flushTranslations: recalled(300, "ns", "as a CR3 load"),
    pageCopy: recalled(1_300, "ns", "4 KiB at about 3 GB/s (mechanisms: 1-2 us cold)"),
    pageClear: recalled(700, "ns", "4 KiB at about 6 GB/s"),
    portIo: quoted(3_209 / 3.8, "ns", `${ADAMS}, in, native: 3209 at 3.8 GHz; bus-bound, so not scaled with the clock`),
    timerSet: recalled(300, "ns", "local APIC timer write"),
    halt: recalled(100, "ns", "HLT and wake-up"),
    hypercall: recalled(200, "ns", "ring 1 to 0 by interrupt gate and back: 0.1-0.3 us on 32-bit Xen"),
    privilegedTrap: cycles(1_093, "page fault, native, as the price of any exception"),
    virtualMachineExit: cycles(1_931, "page-fault VM exit"),
    virtualMachineEntry: cycles(2_409, "VM entry"),
    controlRead: cycles(178, "VMCS read"),
    controlWrite: cycles(171, "VMCS write"),
    cacheLineTransfer: recalled(200, "ns", "line from the other socket over the front-side bus"),
  },
};
