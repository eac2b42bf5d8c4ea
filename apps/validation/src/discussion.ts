/** What is known of why a prediction misses, by the row's id. The numbers stand beside it, from the run. */
export const discussion: Readonly<Record<string, string>> = {
  "barham2003/table-3-lmbench-processes/uml/fork-proc":
    "A process of User-Mode Linux takes 21 ms to be made and to end. The model has the traced faults, the mapping of each page" +
    " and one forced flush of a new address space, piece by piece, which is a fourth of it. Left out is what its source" +
    " (tlb.c) shows beside: each flush of an address space also goes over the kernel's own mappings, with a call of the host for" +
    " each page that is absent there; and that the thousands of calls find the caches cold.",
  "barham2003/table-3-lmbench-processes/uml/exec-proc": "It contains a fork, so what is missing there is missing here.",
  "barham2003/table-5-lmbench-file-vm/uml/0k-file-delete":
    "All calls that change files have one price, the mean of creating and deleting on Linux, so deleting is too dear" +
    " natively and creating too cheap. What User-Mode Linux adds to a call is the same, so the ratio is too small for deleting.",
  "barham2003/table-5-lmbench-file-vm/uml/10k-file-delete": "As the empty file's: the native price is the reason.",
  "barham2003/table-5-lmbench-file-vm/uml/10k-file-create":
    "As for deleting, the other way round. Besides, interrupts are taken to be masked as often in this kernel code as in any" +
    " other, and each masking is a system call of the host.",
  "barham2003/table-5-lmbench-file-vm/uml/0k-file-create": "As the larger file's.",
  "barham2003/table-5-lmbench-file-vm/vmware-workstation-3-2/10k-file-delete":
    "The native price is too high, as for User-Mode Linux; and translated kernel code is taken to return as often as any.",
  "barham2003/table-4-lmbench-context-switch/uml/ctxsw-16p-16k":
    "The native switch is far too short: kernel stacks, pipe buffers and code that fill the cache beside the arrays are not" +
    " counted. What User-Mode Linux adds is not, so the ratio is too large.",
  "barham2003/table-4-lmbench-context-switch/vmware-workstation-3-2/ctxsw-16p-16k":
    "The native switch is too short, as for User-Mode Linux.",
  "barham2003/table-3-lmbench-processes/vmware-workstation-3-2/slct-tcp":
    "select asks each of a hundred sockets by a call through a pointer. Such calls and their returns are what translated code" +
    " is slow in; the model takes them to be as frequent there as in kernel code at large.",
  "barham2003/table-3-lmbench-processes/vmware-workstation-3-2/sh-proc":
    "Linux itself takes too little time, in user mode, where a VMM adds nothing; so the ratio is too large.",
  "barham2003/table-3-lmbench-processes/vmware-workstation-3-2/sig-hndl":
    "The model has one price for a signal's frame; what its floating-point state costs, and that the return from the handler" +
    " is a system call which a VMM has to emulate, is not told apart.",
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
  "adams2006/raw-data-appendix-fig-4/software-vmm-bt/cr8wr":
    "A handful of translated instructions; how many is a guess, and the row was in view when it was made. It was fitted at" +
    " first, and given up so that no more than a third of the different programs' rows are.",
  "adams2006/raw-data-appendix-fig-4/hardware-vmm-vt-x-shadow-mmu/cr8wr":
    "The operation does not leave the guest, so the model has it cost what it costs natively; what the 27 cycles are, is not known.",
  "barham2003/table-3-lmbench-processes/xen/sh-proc":
    "What Xen adds is right (docs/barham-2003.md); what Linux itself takes is far too little, so the ratio is too large.",
  "adams2006/raw-data-appendix-fig-4/hardware-vmm-vt-x-shadow-mmu/divzero":
    "As for the write of the task priority: no exit, so no difference from native; the 125 cycles that were measured are not explained.",
};
