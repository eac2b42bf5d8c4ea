import { contentHash } from "@crosstalk/engine";
import type { Code, Instruction } from "./code.ts";

/** Operations after which nothing of them is kept but the position: one may stand in the place of another. */
const interchangeable: ReadonlySet<Instruction["do"]> = new Set(["compute", "run", "touch", "sleep", "block", "yield", "mark"]);

/**
 * Hash of what a position in a program leans on, eight hexadecimal digits: which operations stand where, but for lengths,
 * counts and rounds. A process that is restored or forked can go on in another program of the same hash: it finishes what
 * it has begun, and takes the operations of the other one from there.
 */
export function positionsOf(code: Code): string {
  return contentHash(code.map(meaningOf));
}

function meaningOf(instruction: Instruction): unknown {
  if (interchangeable.has(instruction.do)) return "";
  if (instruction.do === "loop") return ["loop", instruction.end];
  return JSON.stringify(instruction);
}
