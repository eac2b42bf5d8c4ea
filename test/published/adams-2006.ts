import type { OperationClass } from "@crosstalk/hardware";

/** How a value comes about: measured on the hardware, fitted by a constant of the VMM, or out of the mechanism by itself. */
export type Role = "quoted" | "fitted" | "predicted";

/** Cycles of one operation on the Pentium 4 672: as published, as simulated when this was written, and its role. */
export interface Cell {
  readonly published: number;
  readonly simulated: number;
  readonly role: Role;
}

/** A nanobenchmark: what the guest's kernel does over and over. */
export interface Nanobenchmark {
  readonly row: string;
  readonly operation: OperationClass;
  readonly native: Cell;
  readonly software: Cell;
  readonly hardware: Cell;
}

const quoted = (published: number): Cell => ({ published, simulated: published, role: "quoted" });
const fitted = (published: number): Cell => ({ published, simulated: published, role: "fitted" });
const predicted = (published: number, simulated: number): Cell => ({ published, simulated, role: "predicted" });

/**
 * Adams & Agesen, ASPLOS 2006, raw data appendix, nanobenchmarks, beside what is simulated. Quoted. A change of any
 * simulated number is to be explained.
 */
export const nanobenchmarks: readonly Nanobenchmark[] = [
  {
    row: "syscall",
    operation: "systemCall",
    native: quoted(242),
    software: fitted(2_308),
    hardware: predicted(246, 242),
  },
  { row: "in", operation: "portIo", native: quoted(3_209), software: fitted(216), hardware: fitted(15_826) },
  {
    row: "cr8wr",
    operation: "taskPriorityWrite",
    native: quoted(150),
    software: predicted(35, 20),
    hardware: predicted(177, 150),
  },
  { row: "call/ret", operation: "callReturn", native: quoted(11), software: fitted(51), hardware: predicted(11, 11) },
  { row: "pgfault", operation: "exception", native: quoted(1_093), software: predicted(3_927, 3_909), hardware: fitted(11_242) },
  {
    row: "divzero",
    operation: "arithmeticException",
    native: quoted(889),
    software: predicted(3_223, 2_955),
    hardware: predicted(1_014, 889),
  },
  {
    row: "ptemod unchanged",
    operation: "bulkPageTableWrite",
    native: quoted(1),
    software: fitted(391),
    hardware: fitted(12_733),
  },
  { row: "ptemod P->NP", operation: "pageTableClear", native: quoted(4), software: fitted(17), hardware: fitted(9_154) },
  { row: "ptemod NP->P", operation: "pageTableWrite", native: quoted(5), software: fitted(2_121), hardware: fitted(17_020) },
];
