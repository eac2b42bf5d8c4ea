import type { OperationClass } from "@crosstalk/hardware";

/** An operation of a kernel that is timed by itself, as a test kernel does it over and over. */
export interface KernelOperation {
  /** Lower-case letters, digits and dashes; unique in the catalogue, among its programs too. */
  readonly name: string;
  readonly about: string;
  /** The benchmark's row. */
  readonly row: string;
  readonly operation: OperationClass;
}

const nanobenchmark = (row: string, operation: OperationClass, about: string): KernelOperation => ({
  name: `nano-${row
    .toLowerCase()
    .replace("->", " ")
    .replace(/[^a-z0-9]+/g, "-")}`,
  about: `nanobenchmark of Adams & Agesen, ${row}: ${about}`,
  row,
  operation,
});

/** The nanobenchmarks of Adams & Agesen, ASPLOS 2006: what a guest's kernel does, one operation at a time. */
export const kernelOperations: readonly KernelOperation[] = [
  nanobenchmark("syscall", "systemCall", "a system call and its return"),
  nanobenchmark("in", "portIo", "a read of a device's port"),
  nanobenchmark("cr8wr", "taskPriorityWrite", "a write of the task priority"),
  nanobenchmark("call/ret", "callReturn", "a call and its return"),
  nanobenchmark("pgfault", "exception", "a page fault that is the guest's own"),
  nanobenchmark("divzero", "arithmeticException", "a division by zero"),
  nanobenchmark("ptemod unchanged", "bulkPageTableWrite", "a store to a page table that changes nothing"),
  nanobenchmark("ptemod P->NP", "pageTableClear", "a store that makes a page not present"),
  nanobenchmark("ptemod NP->P", "pageTableWrite", "a store that makes a page present"),
];
