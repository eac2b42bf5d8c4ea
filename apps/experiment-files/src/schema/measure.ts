import { z } from "zod";
import { exactlyOneOf, strictObject } from "./strict-object.ts";

/** A measure that files can name. */
interface MeasureEntry {
  readonly name: string;
  readonly unit: string;
  readonly about: string;
  /** What it is of: programs, tenants, or the whole run. */
  readonly of: "programs" | "tenants" | "run";
}

/** The measures that files can name. Time, rate and share are as in comparisons with what was published. */
export const measureTable = [
  { name: "time", unit: "s", of: "programs", about: "how long a program takes, from when it first holds a processor; the mean" },
  { name: "rate", unit: "1/s", of: "programs", about: "how many in a second, all programs together" },
  { name: "killed", unit: "1", of: "programs", about: "how many programs their kernel has killed" },
  { name: "processor-time", unit: "s", of: "tenants", about: "processor time that tenants have caused, whoever spent it" },
  { name: "share", unit: "%", of: "tenants", about: "per cent of all tenants' processor time" },
  { name: "stolen", unit: "s", of: "tenants", about: "time in which tenants were ready and did not run" },
  { name: "end", unit: "s", of: "run", about: "virtual time at which the run has ended" },
] as const satisfies readonly MeasureEntry[];

/** A measure's name. */
export type MeasureName = (typeof measureTable)[number]["name"];

const about = z.string().min(1).optional();
const namesOf = (of: MeasureEntry["of"]) => measureTable.filter((entry) => entry.of === of).map(({ name }) => name);
const whose = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

/** A measure: its name, and what it is of: a tenant, `tenant/program`, or a list of them. */
export const measure = z.discriminatedUnion("measure", [
  ...([...namesOf("programs"), ...namesOf("tenants")] as const).map((name) =>
    strictObject({ measure: z.literal(name), of: whose, about }),
  ),
  strictObject({ measure: z.literal("end"), about }),
] as unknown as [
  z.ZodObject<{ measure: z.ZodLiteral<Exclude<MeasureName, "end">>; of: typeof whose; about: typeof about }>,
  z.ZodObject<{ measure: z.ZodLiteral<"end">; about: typeof about }>,
]);

/** A measure as the file has it. */
export type MeasureFile = z.infer<typeof measure>;

const level = z.union([z.string(), z.number(), z.boolean()]);

/** A number that is made of two runs of the same seed: this one, and the one with other levels. */
export const derived = strictObject({
  ratio: z.string().optional(),
  degradation: z.string().optional(),
  against: z.record(z.string(), level),
  about,
}).refine(...exactlyOneOf(["ratio", "degradation"]));

/** A derived number as the file has it. */
export type DerivedFile = z.infer<typeof derived>;
