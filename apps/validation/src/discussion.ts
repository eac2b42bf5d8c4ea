/** What is known of why a prediction misses, by the row's id. The numbers stand beside it, from the run. */
export const discussion: Readonly<Record<string, string>> = {
  "adams2006/raw-data-appendix/software-vmm-bt/forkwait-40000":
    "A process that lives for a tenth of a millisecond is the worst case of a binary translator with shadow page tables, and" +
    " the model has the best one: it takes every store to a page table for one that the translator has adapted to. That the" +
    " tables of new processes are traced, trapped on and given up again before anything adapts, that each process's code" +
    " is looked up and chained anew, and that its shadow tables are built and dropped is not modelled. Nothing was set to close the gap.",
  "adams2006/raw-data-appendix/hardware-vmm-vt-x-shadow-mmu/kernel-compile-j8":
    "The paper compiled a kernel from disk with eight jobs; the recorded compile is five files in one job, of a compiler of" +
    " today, which computes longer for each page that it touches. Missing are the disk's and the timer's port accesses," +
    " each an exit, the root loads of eight jobs that wait for each other, and the shadow tables that each of them needs anew.",
  "adams2006/raw-data-appendix/software-vmm-bt/kernel-compile-j8":
    "As for the VT-x VMM: another compile, without disk and without eight jobs; and, as in forkwait, short processes are too cheap.",
  "barham2003/table-3-lmbench-processes/xen/sig-hndl":
    "Published, handling a signal is faster on Xen than on Linux. The model has no reason for that and gives both the same;" +
    " what the frame's floating-point state costs on a Pentium 4 may depend on whether it is live. That is a guess.",
  "adams2006/raw-data-appendix-fig-4/hardware-vmm-vt-x-shadow-mmu/cr8wr":
    "The operation does not leave the guest, so the model has it cost what it costs natively; what the 27 cycles are, is not known.",
  "barham2003/table-3-lmbench-processes/xen/sh-proc":
    "What Xen adds is right (docs/barham-2003.md); what Linux takes is half of the published time, so the ratio is too large.",
  "adams2006/raw-data-appendix-fig-4/hardware-vmm-vt-x-shadow-mmu/divzero":
    "As for the write of the task priority: no exit, so no difference from native; the 125 cycles that were measured are not explained.",
};
