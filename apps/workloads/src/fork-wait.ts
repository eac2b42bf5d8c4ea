import { readFileSync } from "node:fs";
import { compute, exec, fork, type Program, repeat, sequence, systemCall, touch, wait } from "@crosstalk/guest-os";
import { recalled } from "@crosstalk/hardware";

/** Warm-up code of a process that has just begun: half an instruction in a cycle of the reference host, at 2.4 GHz. */
const instructionsPerNanosecond = recalled(0.5 * 2.4, "1/ns", "Pentium 4, start-up code: far below the 1 per cycle of warm code");

/** What a parent and a child that ends do between the calls, counted natively on a real machine (see `about` in it). */
const counts = JSON.parse(readFileSync(new URL("../../barham-2003/evidence/counts.json", import.meta.url), "utf8")) as {
  readonly parent: { readonly pages: number; readonly instructionsEachRound: number; readonly copiesEachRound: number };
  readonly childThatEnds: { readonly instructions: number; readonly faults: Record<"file" | "copy" | "zero", number> };
};

const work = (instructions: number): Program => compute(Math.round(instructions / instructionsPerNanosecond.value));

/** A process that makes so many others, one after another, each of which ends at once, and waits for each. */
export function forkWait(rounds: number): Program {
  const { parent, childThatEnds: child } = counts;
  const once = sequence(
    work(child.instructions),
    systemCall("null"),
    touch(child.faults.file, "file"),
    touch(child.faults.copy, "copy-on-write"),
  );
  const between = sequence(work(parent.instructionsEachRound), touch(parent.copiesEachRound, "copy-on-write"));
  return sequence(exec("forkwait", parent.pages), repeat(rounds, sequence(fork(once), between, wait())));
}
