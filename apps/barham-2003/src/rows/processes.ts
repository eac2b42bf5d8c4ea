import { exec, fork, type Program, repeat, sequence, wait } from "@crosstalk/guest-os";
import { nativeCounts, parentProgram, stretchProgram } from "../native-counts.ts";
import { type Row, timed } from "./row.ts";

const ROUNDS = 20;

/** A process with so many pages as the one counted makes children and waits for each. */
function children(child: Program): Pick<Row, "program" | "sections" | "time"> {
  return {
    program: sequence(
      exec("lat_proc", nativeCounts.parent.pages),
      timed("rounds", repeat(ROUNDS, sequence(fork(child), parentProgram(), wait()))),
    ),
    sections: ["rounds"],
    time: (of) => of("rounds") / ROUNDS,
  };
}

/** A program that prints a line; all that it maps it touches, so the image begins empty. */
const hello = sequence(exec("hello", 0), stretchProgram(nativeCounts.hello));

/** A shell that becomes the one command that it is given. */
const shell = sequence(exec("sh", 0), stretchProgram(nativeCounts.shellUpToExec), hello);

const beforeExec = stretchProgram(nativeCounts.childUpToExec);

/** A child that ends at once. */
export const forkProcess: Row = {
  name: "fork proc",
  about: "fork, the child exits; wait",
  ...children(stretchProgram(nativeCounts.childThatEnds)),
};

/** A child that becomes a small program. */
export const execProcess: Row = {
  name: "exec proc",
  about: "fork, the child executes a program that prints a line; wait",
  ...children(sequence(beforeExec, hello)),
};

/** A child that becomes a shell, which becomes a small program. */
export const shellProcess: Row = {
  name: "sh proc",
  about: "fork, the child executes sh -c with the same program; wait",
  ...children(sequence(beforeExec, shell)),
};
