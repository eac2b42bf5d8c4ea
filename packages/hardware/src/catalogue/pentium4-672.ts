import type { HostModel } from "../host.ts";
import { namedConstant, namedConstants } from "../named-constants.ts";
import { quoted, recalled, type Sourced } from "../sourced.ts";
import { ADAMS_CLOCK_GHZ, adamsClock, netburstPrices } from "./netburst.ts";

const SECTION_6 = "Adams & Agesen, ASPLOS 2006, section 6";

/** What the machine of Adams and Agesen is built of, beside its prices and caches. */
export const pentium4Model672Machine = namedConstants("pentium4-672", {
  clock: adamsClock,
  processors: quoted(1, "processors", `${SECTION_6}: one, hyper-threading off`, "machine"),
  pages: quoted(262_144, "pages", `${SECTION_6}: 1 GB`, "machine"),
} satisfies Record<string, Sourced>);

/**
 * The machine of Adams & Agesen, ASPLOS 2006, section 6: a Pentium 4 672 at 3.8 GHz with first-generation VT-x,
 * hyper-threading off, 1 GB. What they measured natively is quoted in cycles and divided by 3.8 GHz; the rest is
 * recalled, mostly as the cycles of the dual Xeon's prices at this clock.
 *
 * Its plain work takes 2.4 ÷ 3.8 of the time of the reference host's: both are of the Netburst family, so by clock rate
 * alone. Simplified: the newer core (Prescott) has a longer pipeline, but more and faster cache and memory, of which the
 * range speaks.
 */
export const pentium4Model672: HostModel = {
  name: "pentium4-672",
  year: 2005,
  about: "Pentium 4 672, 3.8 GHz with VT-x, 1 GB (Adams & Agesen 2006)",
  processors: pentium4Model672Machine.processors.value,
  pages: pentium4Model672Machine.pages.value,
  clock: pentium4Model672Machine.clock,
  interruptDelivery: namedConstant(
    "pentium4-672.interruptDelivery",
    recalled(1_000, "ns", "local APIC message, about 1 us; with one processor never sent"),
  ),
  caches: {
    line: namedConstant(
      "pentium4-672.line",
      recalled(64, "B", "P4 optimization manual: 64-byte lines (two to a sector of the L2)", "machine"),
    ),
    levels: [
      {
        name: "L2",
        bytes: namedConstant("pentium4-672.bytesL2", recalled(2_097_152, "B", "Pentium 4 6x2: 2 MB L2, none beyond", "machine")),
        ways: namedConstant(
          "pentium4-672.waysL2",
          recalled(8, "lines", "P4 optimization manual: L2 8-way set associative", "machine"),
        ),
        fill: namedConstant(
          "pentium4-672.fillL2",
          recalled(
            100 / 4,
            "ns",
            "memory latency of about 100 ns by the 4 lines (256 bytes) that the hardware prefetcher keeps ahead",
            [16, 38],
          ),
        ),
      },
    ],
    translations: {
      entries: namedConstant(
        "pentium4-672.translations",
        recalled(64, "entries", "P4 optimization manual: data TLB of 64 entries", "machine"),
      ),
      ways: namedConstant(
        "pentium4-672.waysOfTranslations",
        recalled(64, "entries", "P4 optimization manual: data TLB fully associative", "machine"),
      ),
      walk: namedConstant(
        "pentium4-672.walk",
        recalled((2 * 28) / ADAMS_CLOCK_GHZ, "ns", "two-level page tables found in the L2, 28 cycles each"),
      ),
      tagged: false,
    },
    bandwidth: namedConstant("pentium4-672.bandwidth", recalled(6.4, "B/ns", "front-side bus of 800 MT/s", [4, 6.4])),
  },
  prices: namedConstants("pentium4-672", {
    ...netburstPrices(ADAMS_CLOCK_GHZ),
    work: recalled(2.4 / 3.8, "ratio", "clock rates of two processors of the Netburst family, 2.4 and 3.8 GHz", [0.55, 0.8]),
    systemCall: quoted(
      242 / ADAMS_CLOCK_GHZ,
      "ns",
      "Adams & Agesen, ASPLOS 2006, raw data appendix, native, syscall: 242 cycles at 3.8 GHz",
    ),
    interrupt: recalled(450, "ns", "P4 interrupt entry, APIC end-of-interrupt and iret, about 1,700 cycles"),
    interProcessorInterrupt: recalled(250, "ns", "writing the APIC's command register and waiting for it"),
    addressSpaceSwitch: recalled(185, "ns", "CR3 load on a P4 and the first refills, about 700 cycles"),
    pageTablePin: quoted(0, "ns", "no such operation on bare hardware", "machine"),
    invalidatePage: recalled(130, "ns", "INVLPG on a P4, about 500 cycles"),
    flushTranslations: recalled(185, "ns", "as a CR3 load"),
    pageCopy: recalled(900, "ns", "4 KiB at about 4.5 GB/s, DDR2 memory"),
    pageClear: recalled(450, "ns", "4 KiB at about 9 GB/s"),
    timerSet: recalled(190, "ns", "local APIC timer write, about 700 cycles"),
    halt: recalled(100, "ns", "HLT and wake-up"),
    hypercall: recalled(125, "ns", "ring 1 to 0 by interrupt gate and back, about 480 cycles on 32-bit Xen"),
    cacheLineTransfer: recalled(150, "ns", "line from memory; with one processor none comes from another"),
  }),
};
