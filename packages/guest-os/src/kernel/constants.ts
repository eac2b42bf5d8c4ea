import { heldFixed, namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";

type Constants = Record<string, Sourced>;

const LINUX = "Linux 2.6";

/** Constants of Linux's memory management. Pages have 4 KiB, and page tables 1,024 entries: definitions of 32-bit x86. */
export const linuxMemoryConstants = namedConstants("linux-memory", {
  kernelPages: recalled(1_024, "pages", "text and data of a kernel of 2003 to 2007: about 4 MiB", [700, 1_500]),
  kernelTextPages: recalled(450, "pages", 'of them text and read-only data: "1800k kernel code" at boot', [350, 700]),
  frameNoteBytes: recalled(32, "B", `struct page on 32-bit x86: ${LINUX}, include/linux/mm.h`, [32, 44]),
  processNumbers: recalled(32_768, "processes", `${LINUX}, include/linux/threads.h, PID_MAX_DEFAULT`, "code"),
  framesPerProcess: quoted(
    16,
    "pages",
    `${LINUX}, kernel/fork.c, fork_init: max_threads = mempages / (8 * THREAD_SIZE / PAGE_SIZE)`,
    [8, 16],
  ),
  leastProcesses: quoted(20, "processes", `${LINUX}, kernel/fork.c, fork_init: at least 20`, "code"),
  processFrames: recalled(2, "pages", `stack and task of a process: ${LINUX}, THREAD_SIZE of 8 KiB on 32-bit x86`, [1, 2]),
  smallestTables: recalled(
    4,
    "pages",
    "page tables of a small process on x86's two levels: the root, one each for text with heap, libraries, stack",
    [3, 6],
  ),
  newSpace: recalled(16, "pages", "no source: room asked for before a new address space, for tables of a larger image", [4, 32]),
  readAhead: recalled(32, "pages", `${LINUX}: 128 KiB read ahead; SWAP_CLUSTER_MAX of 32 written at a time`, [16, 32]),
  swapCluster: recalled(8, "pages", `${LINUX}: 2 to the power of page_cluster, 3 on larger machines`, [4, 8]),
  touchedAtOnce: recalled(32, "pages", `${LINUX}: as many as are reclaimed at a time, SWAP_CLUSTER_MAX`, "code"),
  touch: recalled(100, "ns", "a miss in the caches and the translation buffer on the host of 2003", [50, 200]),
  balloonStep: recalled(2_048, "pages", "8 MiB a second, no source: the original adapts its rate", [256, 8_192]),
  watermarkFactor: quoted(16, "KiB", `${LINUX}, mm/page_alloc.c, init_per_zone_pages_min: the root of 16 times the KiB`, "code"),
  watermarkLeast: quoted(128, "KiB", `${LINUX}, mm/page_alloc.c, init_per_zone_pages_min`, "code"),
  watermarkMost: quoted(65_536, "KiB", `${LINUX}, mm/page_alloc.c, init_per_zone_pages_min`, "code"),
  lowMark: recalled(
    1 / 4,
    "1",
    `${LINUX}.13, setup_per_zone_pages_min: part of the minimum that the low mark lies above it`,
    [0.25, 1],
  ),
  highMark: recalled(1 / 2, "1", `${LINUX}.13, setup_per_zone_pages_min: part of it that the high mark does`, [0.5, 2]),
} satisfies Constants);

/** Sizes of Linux's tables, and other limits of its kernel. */
export const linuxTableConstants = namedConstants("linux-tables", {
  files: recalled(
    104_857,
    "files",
    `${LINUX}, fs.file-max with 1 GiB: a tenth of the memory, at 1 KiB a file`,
    [50_000, 209_715],
  ),
  segments: recalled(4_096, "segments", `${LINUX}, kernel.shmmni`, "setting"),
  semaphores: recalled(128, "sets", `${LINUX}, SEMMNI of kernel.sem`, "setting"),
  filesOfProcess: recalled(1_024, "files", `${LINUX}, RLIMIT_NOFILE`, "setting"),
  pipeBytes: recalled(65_536, "B", `${LINUX}.11 and later, what a pipe holds; one page before`, [4_096, 65_536]),
  logLines: recalled(128, "lines", `${LINUX}: a log of 16 KiB, some 128 characters a line`, [64, 1_024]),
  lock: recalled(20, "ns", "an atomic instruction on the 2003 host, about 40 cycles", [8, 60]),
} satisfies Constants);

/** Weights that tenants and their processes have. Only their ratios matter. */
export const weightConstants = namedConstants("weights", {
  tenant: heldFixed(
    "setting",
    quoted(256, "1", "Xen, xen/common/sched_credit.c: the default weight; taken for all platforms", [1, 65_535]),
  ),
  process: heldFixed(
    "policy",
    quoted(1_024, "1", "Linux, kernel/sched/core.c: the weight of nice 0, which a tenant of default weight gives", [15, 88_761]),
  ),
} satisfies Constants);

/** Load weight of a process by its tenant's weight. */
export const processWeight = (tenant: number = weightConstants.tenant.value): number =>
  tenant * (weightConstants.process.value / weightConstants.tenant.value);
