import { ModelError, random } from "@crosstalk/engine";
import type { Segment } from "@crosstalk/hardware";
import type { Instruction } from "../code.ts";
import { type Act, runBurst } from "./act.ts";
import { carryOut } from "./effects.ts";
import { diesOfCorruption } from "./memory/corruption.ts";
import { diesNow } from "./names/death.ts";
import { entrySegment, plainSegment } from "./segments.ts";
import { KERNELS_OWN, type ProcessEntry } from "./state.ts";

/** Most segments in one burst: operations that concern nobody else are executed together. */
const MOST_SEGMENTS = 32;

/** Most loops, jumps and branches that a process follows between two operations. */
const MOST_STEPS = 1_000_000;

/**
 * Collects what a process does next, up to where it meddles with others, and gives it to the scheduler as a burst. One
 * that is `woken` holds no processor yet, so it does not even do what takes no time before it has one.
 */
export function goOn(act: Act, process: ProcessEntry, woken = false): void {
  if (act.context.names.doomed.length > 0 && diesNow(act, process)) return;
  if (act.context.corrupted.length > 0 && diesOfCorruption(act, process)) return;
  const code = act.model.codes[codeOf(act, process)] as readonly Instruction[];
  const segments: Segment[] = [];
  for (let steps = 0; segments.length < MOST_SEGMENTS; steps += 1) {
    if (steps > MOST_STEPS) throw new ModelError(`${process.name} goes round in its program without doing anything`);
    const instruction = code[process.pc] as Instruction;
    if (walk(act, process, instruction)) continue;
    const plain = plainSegment(act, process, instruction);
    if (plain !== undefined) {
      segments.push(plain);
      process.pc += 1;
      continue;
    }
    const entry = entrySegment(act, process, instruction);
    if (entry !== undefined) segments.push(entry);
    if (segments.length > 0 || woken) runBurst(act, process, segments, { do: "instruction" });
    else carryOut(act, process);
    return;
  }
  runBurst(act, process, segments, { do: "continue" });
}

/** Index of the code that a process runs. */
export function codeOf({ context, model }: Act, process: ProcessEntry): number {
  if (process.program === KERNELS_OWN) return model.balloonDriver ?? 0;
  return context.tenants[process.tenant]?.programs[process.program]?.code ?? 0;
}

/** Follows loops, jumps and branches, which take no time; false for all other instructions. */
function walk(act: Act, process: ProcessEntry, instruction: Instruction): boolean {
  switch (instruction.do) {
    case "loop":
      if (instruction.count === 0) process.pc = instruction.end;
      else {
        process.rounds.push(instruction.count);
        process.pc += 1;
      }
      return true;
    case "next": {
      const left = (process.rounds.pop() as number) - 1;
      if (left > 0) {
        process.rounds.push(left);
        process.pc = instruction.start;
      } else process.pc += 1;
      return true;
    }
    case "jump":
      process.pc = instruction.target;
      return true;
    case "branch": {
      const stream = random(`${act.context.tenants[process.tenant]?.name}/${process.role}: branch`);
      process.pc = instruction.targets[stream.weighted(instruction.weights)] as number;
      return true;
    }
    default:
      return false;
  }
}
