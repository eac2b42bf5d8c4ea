import type { HostModel } from "../host.ts";
import { namedConstant, namedConstants } from "../named-constants.ts";
import { heldFixed, inSteps, recalled, type Sourced } from "../sourced.ts";

/** What the current server is built of, beside its prices and caches. */
export const currentServerMachine = namedConstants("current-server", {
  clock: heldFixed(
    "machine",
    recalled(3, "GHz", "servers of the 2020s under load, all cores busy: 2.5-3.5 GHz, their middle", [2.5, 3.5]),
  ),
  processors: heldFixed("machine", recalled(32, "processors", "two sockets of the 2020s, of whose cores 32 are used", [16, 256])),
  pages: heldFixed(
    "machine",
    recalled(67_108_864, "pages", "256 GiB: 8 GiB for each of the cores used", [16_777_216, 268_435_456]),
  ),
} satisfies Record<string, Sourced>);

/**
 * A current two-socket server (2020s, 2.5-3.5 GHz, hardware assistance with nested paging). Its plain work takes about
 * a sixth of the time of the 2003 host's: SPEC CPU2006 base of about 10 for a 2.4 GHz Netburst Xeon and about 60 for a
 * 2020s core.
 */
export const currentServer: HostModel = {
  name: "current-server",
  year: 2022,
  about: "two-socket server of the 2020s, 32 cores used, 256 GiB",
  processors: currentServerMachine.processors.value,
  pages: currentServerMachine.pages.value,
  clock: currentServerMachine.clock,
  interruptDelivery: namedConstant(
    "current-server.interruptDelivery",
    recalled(700, "ns", "x2APIC message to another core, about 2,000 cycles"),
  ),
  caches: {
    line: namedConstant("current-server.line", recalled(64, "B", "64-byte lines", "machine")),
    levels: [
      {
        name: "L2",
        bytes: namedConstant(
          "current-server.bytesL2",
          inSteps(65_536, recalled(1_048_576, "B", "1-2 MB of L2 for each core", [1_048_576, 2_097_152])),
        ),
        ways: namedConstant(
          "current-server.waysL2",
          heldFixed("machine", recalled(16, "lines", "16-way set associative", [16, 20])),
        ),
        fill: namedConstant(
          "current-server.fillL2",
          recalled(2, "ns", "line from the L3 at about 30 GB/s: 40-70 cycles, some ten lines on their way", [1, 4]),
        ),
      },
      {
        name: "L3",
        bytes: namedConstant(
          "current-server.bytesL3",
          inSteps(65_536, recalled(2_097_152, "B", "a core's part of the L3, 1.4-4 MB", [1_441_792, 4_194_304])),
        ),
        ways: namedConstant(
          "current-server.waysL3",
          heldFixed("machine", recalled(16, "lines", "11- to 16-way set associative", [11, 16])),
        ),
        fill: namedConstant(
          "current-server.fillL3",
          recalled(6, "ns", "line from memory at about 11 GB/s: 80-110 ns, some 16 lines on their way", [4, 10]),
        ),
      },
    ],
    translations: {
      entries: namedConstant(
        "current-server.translations",
        inSteps(12, recalled(1_536, "entries", "second-level TLB, 1,536-2,048 entries", [1_536, 2_048])),
      ),
      ways: namedConstant(
        "current-server.waysOfTranslations",
        heldFixed("machine", recalled(12, "entries", "second-level TLB 12-way set associative", [8, 12])),
      ),
      walk: namedConstant("current-server.walk", recalled(10, "ns", "page tables in the L2 and walk caches: about 30 cycles")),
      tagged: true,
    },
    bandwidth: namedConstant("current-server.bandwidth", recalled(200, "B/ns", "100-300 GB/s for each box", [100, 300])),
  },
  prices: namedConstants("current-server", {
    work: recalled(1 / 6, "ratio", "single-core speed against the dual Xeon of 2003, SPEC CPU generations"),
    systemCall: recalled(80, "ns", "SYSCALL/SYSRET with mitigations, 0.05-0.2 us"),
    exception: recalled(250, "ns", "page-fault entry and IRET with mitigations"),
    arithmeticException: recalled(250, "ns", "as any exception"),
    interrupt: recalled(500, "ns", "interrupt entry, end-of-interrupt, IRET"),
    interProcessorInterrupt: recalled(100, "ns", "x2APIC ICR write"),
    addressSpaceSwitch: recalled(100, "ns", "CR3 load with PCID"),
    pageTableWrite: recalled(1, "ns", "cached store"),
    bulkPageTableWrite: recalled(1, "ns", "cached store"),
    pageTableClear: recalled(1, "ns", "cached store"),
    pageTablePin: recalled(0, "ns", "no such operation on bare hardware", "machine"),
    invalidatePage: recalled(60, "ns", "INVLPG, about 200 cycles"),
    flushTranslations: recalled(150, "ns", "CR3 or CR4 write that flushes"),
    pageCopy: recalled(250, "ns", "4 KiB, 0.1-0.3 us"),
    pageClear: recalled(100, "ns", "4 KiB with REP STOSB"),
    portIo: recalled(500, "ns", "uncached read over PCIe"),
    taskPriorityWrite: recalled(30, "ns", "MOV to CR8, some 80 cycles"),
    callReturn: recalled(1, "ns", "predicted return, 2-4 cycles"),
    timerSet: recalled(30, "ns", "TSC-deadline MSR write"),
    halt: recalled(1_000, "ns", "HLT wake-up latency from C1"),
    hypercall: recalled(100, "ns", "64-bit paravirtual SYSCALL into Xen and back"),
    privilegedTrap: recalled(250, "ns", "general-protection fault"),
    virtualMachineExit: recalled(350, "ns", "half of a 1,500-cycle round trip at 2.5 GHz, rounded up"),
    virtualMachineEntry: recalled(250, "ns", "the rest of the round trip"),
    controlRead: recalled(10, "ns", "VMREAD, about 30 cycles"),
    controlWrite: recalled(10, "ns", "VMWRITE, about 30 cycles"),
    cacheLineTransfer: recalled(80, "ns", "line from another core's cache"),
  }),
};
