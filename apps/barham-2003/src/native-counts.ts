import { readFileSync } from "node:fs";
import { compute, type Program, sequence, systemCallClasses, touch } from "@crosstalk/guest-os";
import { dualXeon2003, namedConstant, recalled } from "@crosstalk/hardware";
import { z } from "zod";

const count = z.int().min(0);

/** What a stretch of a program does. */
const stretchSchema = z.strictObject({
  /** Executed in user mode. */
  instructions: count,
  /** Pages touched for the first time, by what becomes of them. */
  faults: z.strictObject({ file: count, copy: count, zero: count }),
  /** System calls by class, but those that make, replace or end the process. */
  calls: z.partialRecord(z.enum(systemCallClasses as [(typeof systemCallClasses)[number]]), count),
});

const countsSchema = z.strictObject({
  about: z.string(),
  machine: z.string(),
  shell: z.string(),
  /** The process that makes the children, once it has made some. */
  parent: z.strictObject({ pages: count, instructionsEachRound: count, copiesEachRound: count }),
  childThatEnds: stretchSchema,
  childUpToExec: stretchSchema,
  hello: stretchSchema,
  shellUpToExec: stretchSchema,
});

/** What a stretch of a program does, as counted on a real machine. */
export type Stretch = z.infer<typeof stretchSchema>;

/** Counts of what the process rows' programs do, made on a current machine by `evidence/measure.mjs`. */
export const nativeCounts = countsSchema.parse(
  JSON.parse(readFileSync(new URL("../evidence/counts.json", import.meta.url), "utf8")),
);

/** How fast the reference host executes a program that has just begun, with cold caches, in instructions per cycle. */
export const coldInstructionsPerCycle = namedConstant(
  "barham-2003.coldInstructionsPerCycle",
  recalled(0.5, "1/cycle", "Pentium 4, start-up code: far below the 1 of warm code"),
);

/** Clock of the reference host, GHz. Quoted: Barham et al., SOSP 2003, section 4. */
const CLOCK_GHZ = 2.4;

/** Plain work of so many instructions, in nanoseconds on the reference host. */
export function instructionWork(instructions: number): number {
  return Math.round(instructions / coldInstructionsPerCycle.value / CLOCK_GHZ / dualXeon2003.prices.work.value);
}

/** A program that does what a stretch did. */
export function stretchProgram({ instructions, faults, calls }: Stretch): Program {
  return sequence(
    { do: "run", user: instructionWork(instructions), calls: calls as never, faults: 0 },
    touch(faults.file, "file"),
    touch(faults.zero, "zero"),
    touch(faults.copy, "copy-on-write"),
  );
}

/** What the process that makes the children does in each round, beside making one and waiting. */
export function parentProgram(): Program {
  const { instructionsEachRound, copiesEachRound } = nativeCounts.parent;
  return sequence(compute(instructionWork(instructionsEachRound)), touch(copiesEachRound, "copy-on-write"));
}
