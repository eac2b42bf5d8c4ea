import { type KernelCosts, linuxMemoryConstants } from "@crosstalk/guest-os";
import { fitted, namedConstants, type Operations, recalled, type Sourced } from "@crosstalk/hardware";

const BARHAM = "Barham et al., SOSP 2003";

/**
 * Work of Linux 2.4.21 on the dual Xeon at 2.4 GHz, in nanoseconds: what a call or fault takes less what the hardware
 * takes for the trap. Where a value was reckoned from a row of Barham's tables (column Linux-UP), its source says how;
 * the rest is recalled by likeness. Those that were set from such a row are marked as fitted (`docs/barham-2003.md` lists the rows).
 */
export const linux2003Work = namedConstants("linux-2003", {
  null: recalled(50, "ns", "getpid without the trap"),
  descriptor: recalled(150, "ns", "fcntl, lseek: a table look-up more than null"),
  fileRead: fitted(100, "ns", `${BARHAM}, Table 3, Linux-UP, null I/O 0.50 us less the trap`),
  fileStat: fitted(880, "ns", `${BARHAM}, Table 3, Linux-UP, stat 1.28 us less the trap`),
  fileOpen: fitted(870, "ns", `${BARHAM}, Table 3, Linux-UP, open/close 1.92 us less two traps and the close`),
  fileClose: recalled(250, "ns", "dropping a file"),
  fileChange: fitted(
    17_930,
    "ns",
    `${BARHAM}, Tables 3 and 5, Linux-UP: mean of 0K file create 32.1 us less open/close 1.92 us, and of 0K file delete 6.08 us less the trap`,
    [5_680, 30_180],
  ),
  directory: recalled(1_500, "ns", "getcwd, getdents of few entries"),
  memoryMap: recalled(1_200, "ns", "finding a place, making a mapping"),
  memoryUnmap: recalled(1_200, "ns", "splitting and dropping mappings"),
  memoryProtect: recalled(900, "ns", "splitting mappings"),
  memoryBreak: recalled(500, "ns", "growing the heap's mapping"),
  wait: recalled(1_000, "ns", "looking for a child, copying its usage"),
  signalInstall: recalled(200, "ns", "copying an action in and out"),
  signalSend: recalled(500, "ns", "looking a process up, queueing a signal"),
  signalHandle: recalled(1_000, "ns", "building the handler's frame (700) and undoing it (300)"),
  pipeOpen: recalled(3_000, "ns", "an inode, a page, two files"),
  pipeTransfer: recalled(500, "ns", "locking, copying few bytes, waking"),
  poll: recalled(600, "ns", "few descriptors"),
  pollSockets: fitted(5_300, "ns", `${BARHAM}, Table 3, Linux-UP, slct TCP 5.7 us less the trap`),
  socket: recalled(2_500, "ns", "through the stack on the loopback"),
  sleep: recalled(600, "ns", "setting a kernel timer"),
  time: recalled(250, "ns", "reading the clock"),
  futex: recalled(400, "ns", "hashing a wait queue"),
  fork: recalled(25_000, "ns", "task, files, signal and memory structures"),
  vfork: recalled(12_000, "ns", "as fork without the memory"),
  thread: recalled(8_000, "ns", "as fork, all shared"),
  forkPage: recalled(30, "ns", "reading an entry, counting the page, making it read-only on both sides"),
  exec: recalled(100_000, "ns", "opening the file, headers, arguments, new memory structures"),
  exit: recalled(15_000, "ns", "dropping structures, telling the parent"),
  dropPage: recalled(30, "ns", "reading and clearing the entry, uncounting the page"),
  faultFile: fitted(
    930.83,
    "ns",
    `${BARHAM}, Table 5, Linux-UP, page fault 1.42 us less the exception, dropping the page, an entry written and one cleared`,
  ),
  faultZero: recalled(700, "ns", "as a file's fault without the page cache"),
  faultCopy: recalled(700, "ns", "as a zero page's"),
  faultProtection: recalled(300, "ns", "finding that the mapping forbids it; the signal is counted apart"),
  reclaimPage: recalled(1_000, "ns", "scanning a list, following the reverse map to the entries, freeing: mm/vmscan.c of 2.6"),
  contextSwitch: fitted(470, "ns", `${BARHAM}, Table 4, Linux-UP, ctxsw 2p/0K 0.77 us less the address-space switch`),
  idle: recalled(150, "ns", "leaving and entering the idle loop"),
  tick: recalled(1_500, "ns", "timer tick work 1-3 us"),
  interrupt: recalled(300, "ns", "dispatch to a handler"),
  reschedule: recalled(100, "ns", "marking the other processor"),
  submit: recalled(3_000, "ns", "block layer and driver, one request"),
  complete: recalled(3_000, "ns", "driver and block layer, one completion"),
  backEnd: recalled(2_000, "ns", "a request of a ring: grant, copy or map, submit"),
  shootdownSend: recalled(300, "ns", "for each processor asked"),
  shootdownReceive: recalled(200, "ns", "beside the flush"),
});

const work = linux2003Work;

function call({ value }: Sourced, more: Operations = {}): Operations {
  return { systemCall: 1, work: value, ...more };
}

/** Page tables of a small process. */
const PAGE_TABLES = linuxMemoryConstants.smallestTables.value;

/** What Linux's actions cost on hosts and guests of 2003 to 2007. */
export const linux2003Costs: KernelCosts = {
  name: "Linux 2.4.21 on a Xeon at 2.4 GHz",
  calls: {
    null: call(work.null),
    "file-open": call(work.fileOpen),
    "file-close": call(work.fileClose),
    "file-read": call(work.fileRead),
    "file-write": call(work.fileRead),
    "file-stat": call(work.fileStat),
    "file-change": call(work.fileChange),
    directory: call(work.directory),
    descriptor: call(work.descriptor),
    "memory-map": call(work.memoryMap),
    "memory-unmap": call(work.memoryUnmap, { flushTranslations: 1 }),
    "memory-protect": call(work.memoryProtect, { invalidatePage: 1 }),
    "memory-break": call(work.memoryBreak),
    fork: call(work.fork),
    exec: call(work.exec),
    exit: call(work.exit),
    wait: call(work.wait),
    "signal-install": call(work.signalInstall),
    "signal-send": call(work.signalSend),
    "signal-handle": call(work.signalHandle),
    "pipe-open": call(work.pipeOpen),
    "pipe-read": call(work.pipeTransfer),
    "pipe-write": call(work.pipeTransfer),
    poll: call(work.poll),
    "poll-sockets": call(work.pollSockets),
    socket: call(work.socket),
    sleep: call(work.sleep, { timerSet: 0 }),
    time: call(work.time),
    futex: call(work.futex),
    other: call(work.futex),
  },
  fork: call(work.fork, { pageTablePin: PAGE_TABLES, flushTranslations: 1 }),
  vfork: call(work.vfork),
  thread: call(work.thread),
  forkPage: { work: work.forkPage.value, bulkPageTableWrite: 1 },
  exec: call(work.exec, { pageTablePin: PAGE_TABLES, addressSpaceSwitch: 1 }),
  exit: call(work.exit, { addressSpaceSwitch: 1 }),
  dropSpace: { pageTablePin: PAGE_TABLES },
  dropPage: { work: work.dropPage.value, pageTableClear: 1 },
  faults: {
    zero: { exception: 1, work: work.faultZero.value, pageClear: 1, pageTableWrite: 1 },
    "copy-on-write": { exception: 1, work: work.faultCopy.value, pageCopy: 1, pageTableWrite: 1, invalidatePage: 1 },
    protection: { exception: 1, work: work.faultProtection.value },
    file: { exception: 1, work: work.faultFile.value, pageTableWrite: 1 },
  },
  reclaimPage: { work: work.reclaimPage.value, pageTableWrite: 1, invalidatePage: 1 },
  contextSwitch: { work: work.contextSwitch.value, addressSpaceSwitch: 1 },
  idle: { work: work.idle.value, halt: 1 },
  stopTick: { timerSet: 1 },
  tick: { work: work.tick.value },
  interrupt: { interrupt: 1, work: work.interrupt.value },
  reschedule: { interProcessorInterrupt: 1, work: work.reschedule.value },
  submit: { work: work.submit.value, portIo: 1 },
  complete: { work: work.complete.value },
  backEndRequest: { work: work.backEnd.value },
  backEndResponse: { work: work.backEnd.value },
  notify: { hypercall: 1 },
  shootdownSend: { interProcessorInterrupt: 1, work: work.shootdownSend.value },
  shootdownReceive: { flushTranslations: 1, work: work.shootdownReceive.value },
};
