import { uncountableCalls } from "@crosstalk/experiment";
import { parseProfile, systemCallClasses } from "@crosstalk/guest-os";
import { antagonists, workloadCatalogue } from "@crosstalk/workloads";
import { z } from "zod";
import { memory, time } from "./quantity.ts";
import { exactlyOneOf, strictObject } from "./strict-object.ts";
import { type TraceFile, trace } from "./trace.ts";

/** Names of programs: those of the catalogue, and the antagonists. */
export const programNames = [...workloadCatalogue, ...antagonists].map(({ name }) => name);

/** What is said of a name that no program has: there are too many to list. */
const whichPrograms =
  "a program that `crosstalk list programs` names, but for nano-…, or an antagonist of `crosstalk list antagonists`";

const uniform = strictObject({ low: time, high: time }).refine(({ low, high }) => low <= high, {
  error: "a time of at least low",
  path: ["high"],
});

const distributions = strictObject({
  exponential: strictObject({ mean: time }).optional(),
  uniform: uniform.optional(),
  lognormal: strictObject({ mean: time, variation: z.number().positive().max(100) }).optional(),
}).refine(...exactlyOneOf(["exponential", "uniform", "lognormal"]));

/** A length of time, fixed or drawn anew each time that the operation is executed. */
const duration = z.union([time, distributions]);

/** A length of time as the file has it. */
export type DurationFile = z.infer<typeof duration>;

const callClasses = systemCallClasses.filter((name) => !uncountableCalls.has(name));

const systemCalls = strictObject({
  class: z.enum(callClasses as [string, ...string[]], {
    error: `one of ${callClasses.join(", ")}; calls of ${[...uncountableCalls].join(", ")} are more than their count`,
  }),
  count: z.int().min(1).max(1_000_000_000).default(1),
});

/** What a program is written as. */
export type ProgramFile =
  | string
  | readonly ProgramFile[]
  | {
      readonly compute?: DurationFile;
      readonly sleep?: DurationFile;
      readonly touch?: number;
      readonly call?: { readonly class: string; readonly count: number };
      readonly repeat?: { readonly times: number; readonly program: ProgramFile };
      readonly forever?: ProgramFile;
      readonly parallel?: readonly ProgramFile[];
      readonly recording?: Readonly<Record<string, unknown>>;
      readonly trace?: TraceFile;
      readonly serve?: { readonly work?: number | undefined };
    };

const operations = ["compute", "sleep", "touch", "call", "repeat", "forever", "parallel", "recording", "trace", "serve"] as const;

/** A program: a name, a list of programs one after another, or one operation. */
export const program: z.ZodType<ProgramFile> = z
  .lazy(() =>
    z.union([
      z.enum(programNames as [string, ...string[]], { error: whichPrograms }),
      z.array(program).min(1),
      strictObject({
        compute: duration.optional(),
        sleep: duration.optional(),
        touch: memory.optional(),
        call: systemCalls.optional(),
        repeat: strictObject({ times: z.int().min(1).max(1_000_000_000), program }).optional(),
        forever: program.optional(),
        parallel: z.array(program).min(1).optional(),
        recording: recording.optional(),
        trace: trace.optional(),
        /** Answers the tenant's clients without end; `work`: plain work of each request, beside a web server's calls. */
        serve: strictObject({ work: time.optional() }).optional(),
      }).refine(...exactlyOneOf(operations)),
    ]),
  )
  .meta({ id: "program" }) as z.ZodType<ProgramFile>;

/** What `crosstalk record` writes, usually by `$ref`. */
const recording = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  try {
    parseProfile(value, "recording");
  } catch (error) {
    const problems = (error as { problems?: readonly string[] }).problems ?? [(error as Error).message];
    for (const problem of problems) context.addIssue({ code: "custom", message: `a recording: ${problem}`, input: value });
  }
});
