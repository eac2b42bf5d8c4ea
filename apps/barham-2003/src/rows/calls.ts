import { systemCall } from "@crosstalk/guest-os";
import { type Row, timed } from "./row.ts";

/** Calls in a row. */
const CALLS = 10_000;

/** The shortest system call: lmbench asks for the parent's process number. */
export const nullCall: Row = {
  name: "null call",
  about: "getppid, again and again",
  program: timed("calls", systemCall("null", CALLS)),
  sections: ["calls"],
  time: (of) => of("calls") / CALLS,
};

/** Naming a signal's handler. */
export const signalInstallation: Row = {
  name: "sig inst",
  about: "sigaction, again and again",
  program: timed("calls", systemCall("signal-install", CALLS)),
  sections: ["calls"],
  time: (of) => of("calls") / CALLS,
};
