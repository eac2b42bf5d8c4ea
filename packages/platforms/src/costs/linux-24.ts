import type { KernelCosts } from "@crosstalk/guest-os";

/** PLACEHOLDER */
const call = (work: number) => ({ systemCall: 1, work });
export const linux24Costs: KernelCosts = {
  name: "Linux 2.4",
  calls: {
    null: call(50), "file-open": call(1200), "file-close": call(300), "file-read": call(400), "file-write": call(400), "file-stat": call(850),
    "file-change": call(5000), directory: call(1500), descriptor: call(150), "memory-map": call(2000), "memory-unmap": call(2000), "memory-protect": call(1000),
    "memory-break": call(500), fork: call(0), exec: call(0), exit: call(0), wait: call(500), "signal-install": call(200), "signal-send": call(500),
    "signal-handle": call(1000), "pipe-open": call(2000), "pipe-read": call(500), "pipe-write": call(500), poll: call(600), socket: call(2000), sleep: call(500),
    time: call(200), futex: call(300), other: call(500),
  },
  fork: { systemCall: 1, work: 40000 }, vfork: { systemCall: 1, work: 20000 }, thread: { systemCall: 1, work: 10000 }, forkPage: { work: 20, pageTableWrite: 2 },
  exec: { systemCall: 1, work: 200000 }, exit: { systemCall: 1, work: 20000 }, dropPage: { work: 20, pageTableWrite: 1 },
  faults: { zero: { exception: 1, work: 300, pageClear: 1, pageTableWrite: 1 }, "copy-on-write": { exception: 1, work: 300, pageCopy: 1, pageTableWrite: 1 }, protection: { exception: 1, work: 500 }, file: { exception: 1, work: 500, pageTableWrite: 1 } },
  contextSwitch: { work: 400, addressSpaceSwitch: 1 }, wake: { work: 200 }, tick: { work: 1500 }, interrupt: { interrupt: 1, work: 300 }, reschedule: { interProcessorInterrupt: 1 },
  submit: { work: 2000, portIo: 1 }, complete: { work: 2000 }, backEndRequest: { work: 2000 }, backEndResponse: { work: 2000 }, notify: { hypercall: 1 },
  shootdownSend: { interProcessorInterrupt: 1, work: 300 }, shootdownReceive: { flushTranslations: 1, work: 200 },
};
