import { type Program, repeat, sequence, systemCall, touch } from "@crosstalk/guest-os";
import { type Row, type SectionTimes, timed } from "./row.ts";

/** Signals in a row. */
const SIGNALS = 1_000;

/** A handler runs and returns. */
const handled = systemCall("signal-handle");

/** The program that both rows run first: sending a signal that is only checked for, then sending one that is caught. */
const catching: readonly Program[] = [
  timed("send", systemCall("signal-send", SIGNALS)),
  timed("catch", repeat(SIGNALS, sequence(systemCall("signal-send"), handled))),
];

const catchTime = (of: SectionTimes) => (of("catch") - of("send")) / SIGNALS;

/** Catching a signal, less sending it. */
export const signalHandler: Row = {
  name: "sig hndl",
  about: "kill to itself with a handler, less kill with signal 0",
  program: sequence(...catching),
  sections: ["send", "catch"],
  time: catchTime,
};

/**
 * A write to a page that may only be read, less the signal that it leads to. Simplified: what makes the signal pending
 * in the fault's handler is part of the fault.
 */
export const protectionFault: Row = {
  name: "prot fault",
  about: "a write to a read-only mapping with a handler for SIGSEGV, less sig hndl",
  program: sequence(...catching, timed("fault", repeat(SIGNALS, sequence(touch(1, "protection"), handled)))),
  sections: ["send", "catch", "fault"],
  time: (of) => of("fault") / SIGNALS - catchTime(of),
};
