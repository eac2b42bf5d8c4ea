import type { Instruction } from "../../code.ts";
import type { Act } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { contextHasPages } from "./context-limit.ts";
import { growHeap, growMapped } from "./heap.ts";
import { spaceOf } from "./spaces.ts";
import type { Space } from "./state.ts";

/** Pages whose faults an operation takes without naming a region: recorded ones, and those of `touch`. */
type Touching = Instruction & { do: "run" | "touch" };

/** Faults of it that are first touches, or on pages that it has. */
export function faultsOf(instruction: Touching): number {
  if (instruction.do === "run") return instruction.faults;
  return instruction.fault === "zero" || instruction.fault === "file" ? instruction.pages : 0;
}

/**
 * How many of so many faults touch new pages: all, or as many as a process may still get up to its recorded peak; the
 * rest are on pages that it has.
 */
export function newPages(instruction: Touching, space: Space, faults: number): number {
  if (instruction.do === "touch" || instruction.peak === undefined) return faults;
  return Math.min(faults, Math.max(0, instruction.peak - space.pages));
}

/** Frames that so many new pages take, with their page tables. */
export function framesFor(pages: number): number {
  return pages + Math.ceil(pages / 1_024);
}

/** New pages of a process, whose frames there are: its own, or of a file that all of its program share. */
export function grow({ context }: Act, process: ProcessEntry, instruction: Touching, pages: number): void {
  const { memory, tenants } = context;
  const space = spaceOf(memory, process.space);
  if (instruction.do === "touch" && instruction.fault === "file")
    growMapped(memory, space, `${tenants[process.tenant]?.programs[process.program]?.name}'s file`, pages);
  else growHeap(memory, space, pages);
}

/**
 * Touches pages if there are frames for them and nothing of the process is swapped out; otherwise does nothing, and the
 * kernel has to be asked. Faults that break copy-on-write or protection are prices only: they touch no page by number.
 */
export function touchAtOnce(act: Act, process: ProcessEntry, instruction: Touching): boolean {
  const faults = faultsOf(instruction);
  if (faults === 0) return true;
  const { memory } = act.context;
  const space = spaceOf(memory, process.space);
  const pages = newPages(instruction, space, faults);
  if (!contextHasPages(act, process, pages)) return false;
  if (space.swapped > 0 || memory.free - framesFor(pages) < memory.watermarks.low) return false;
  if (pages > 0) grow(act, process, instruction, pages);
  return true;
}
