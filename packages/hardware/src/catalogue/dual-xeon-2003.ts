import type { HostModel } from "../host.ts";
import { namedConstant, namedConstants } from "../named-constants.ts";
import { fitted, heldFixed, quoted, recalled, type Sourced } from "../sourced.ts";
import { netburstPrices } from "./netburst.ts";

const BARHAM = "Barham et al., SOSP 2003, section 4";

/** What the dual Xeon of 2003 is built of, beside its prices and caches. */
export const dualXeon2003Machine = namedConstants("dual-xeon-2003", {
  clock: quoted(2.4, "GHz", BARHAM, "machine"),
  processors: quoted(2, "processors", `${BARHAM}: two, hyper-threading off`, "machine"),
  pages: quoted(524_288, "pages", `${BARHAM}: 2 GB`, "machine"),
  linesAhead: heldFixed(
    "part",
    recalled(4, "lines", "P4 optimization manual: the hardware prefetcher keeps 256 bytes ahead", [2, 6]),
  ),
} satisfies Record<string, Sourced>);

const CLOCK_GHZ = dualXeon2003Machine.clock.value;

/**
 * Dell PowerEdge 2650 of Barham et al., SOSP 2003, section 4: two Xeons at 2.4 GHz (hyper-threading off), 2 GB.
 * It is the host on which plain work is counted, so its `work` ratio is 1.
 *
 * Its prices of hardware-assisted virtualization are hypothetical: VT-x came in 2005, and this host did not have it. So
 * that all platforms can be compared on one host, it is given the cycles of the Pentium 4 672, the first processor of the
 * same family that had it, at its own clock. What comes out for such platforms is what would have been, and no published
 * row can be held against it. The same is true of CR8, which came with 64 bits.
 */
export const dualXeon2003: HostModel = {
  name: "dual-xeon-2003",
  year: 2003,
  about: "Dell PE 2650, 2 x Xeon 2.4 GHz, 2 GB (Barham et al. 2003)",
  processors: dualXeon2003Machine.processors.value,
  pages: dualXeon2003Machine.pages.value,
  clock: dualXeon2003Machine.clock,
  interruptDelivery: namedConstant(
    "dual-xeon-2003.interruptDelivery",
    recalled(1_000, "ns", "local APIC message over the front-side bus, about 1 us"),
  ),
  caches: {
    line: namedConstant(
      "dual-xeon-2003.line",
      recalled(64, "B", "P4 optimization manual: 64-byte lines (two to a sector of the L2)", "machine"),
    ),
    levels: [
      {
        name: "L2",
        bytes: namedConstant(
          "dual-xeon-2003.bytesL2",
          recalled(524_288, "B", "Xeon 2.4 GHz (Prestonia): 512 KB L2, none beyond", "machine"),
        ),
        ways: namedConstant(
          "dual-xeon-2003.waysL2",
          recalled(8, "lines", "P4 optimization manual: L2 8-way set associative", "machine"),
        ),
        fill: namedConstant(
          "dual-xeon-2003.fillL2",
          recalled(
            125 / dualXeon2003Machine.linesAhead.value,
            "ns",
            "memory latency of 100-150 ns, its middle, by the 4 lines (256 bytes) that the hardware prefetcher keeps ahead",
            [20, 50],
          ),
        ),
      },
    ],
    translations: {
      entries: namedConstant(
        "dual-xeon-2003.translations",
        recalled(64, "entries", "P4 optimization manual: data TLB of 64 entries", "machine"),
      ),
      ways: namedConstant(
        "dual-xeon-2003.waysOfTranslations",
        recalled(64, "entries", "P4 optimization manual: data TLB fully associative", "machine"),
      ),
      walk: namedConstant(
        "dual-xeon-2003.walk",
        recalled((2 * 23) / CLOCK_GHZ, "ns", "two-level page tables found in the L2, 18-28 cycles each, their middle"),
      ),
      tagged: false,
    },
    bandwidth: namedConstant(
      "dual-xeon-2003.bandwidth",
      recalled(3.2, "B/ns", "front-side bus of 400 MT/s shared by both processors", [2, 4.3]),
    ),
  },
  prices: namedConstants("dual-xeon-2003", {
    ...netburstPrices(CLOCK_GHZ),
    work: quoted(1, "ratio", "reference host", "definition"),
    systemCall: fitted(400, "ns", "Barham et al. 2003, Table 3, Linux-UP null call 0.45 us, less 50 ns of work in the kernel"),
    interrupt: recalled(700, "ns", "P4 interrupt entry, APIC end-of-interrupt and iret, about 1,700 cycles"),
    interProcessorInterrupt: recalled(400, "ns", "writing the APIC's command register and waiting for it"),
    addressSpaceSwitch: recalled(300, "ns", "CR3 load on a P4 and the first refills, about 700 cycles"),
    pageTablePin: quoted(0, "ns", "no such operation on bare hardware", "machine"),
    invalidatePage: recalled(200, "ns", "INVLPG on a P4, about 500 cycles"),
    flushTranslations: recalled(300, "ns", "as a CR3 load"),
    pageCopy: recalled(1_300, "ns", "4 KiB at about 3 GB/s (mechanisms: 1-2 us cold)"),
    pageClear: recalled(700, "ns", "4 KiB at about 6 GB/s"),
    timerSet: recalled(300, "ns", "local APIC timer write"),
    halt: recalled(100, "ns", "HLT and wake-up"),
    hypercall: recalled(200, "ns", "ring 1 to 0 by interrupt gate and back: 0.1-0.3 us on 32-bit Xen"),
    cacheLineTransfer: recalled(200, "ns", "line from the other socket over the front-side bus"),
  }),
};
