import { z } from "zod";
import { exactlyOneOf, strictObject } from "./strict-object.ts";

/** A measure that files can name. */
interface MeasureEntry {
  readonly name: string;
  readonly unit: string;
  readonly about: string;
  /** What it is of: programs, tenants, tenants' clients, or the whole run. */
  readonly of: "programs" | "tenants" | "clients" | "run";
}

/** The measures that files can name. Time, rate and share are as in comparisons with what was published. */
export const measureTable = [
  { name: "time", unit: "s", of: "programs", about: "how long a program takes, from when it first holds a processor; the mean" },
  { name: "rate", unit: "1/s", of: "programs", about: "how many in a second, all programs together" },
  { name: "killed", unit: "1", of: "programs", about: "how many programs their kernel has killed" },
  { name: "processor-time", unit: "s", of: "tenants", about: "processor time that tenants have caused, whoever spent it" },
  { name: "share", unit: "%", of: "tenants", about: "per cent of all tenants' processor time" },
  { name: "stolen", unit: "s", of: "tenants", about: "time in which tenants were ready and did not run" },
  { name: "response", unit: "ms", of: "clients", about: "from a request to its answer; the mean, or a quantile" },
  { name: "throughput", unit: "1/s", of: "clients", about: "answers a second" },
  { name: "unanswered", unit: "%", of: "clients", about: "per cent of requests dropped, or given up by who asked" },
  { name: "end", unit: "s", of: "run", about: "virtual time at which the run has ended" },
] as const satisfies readonly MeasureEntry[];

/** A measure's name. */
export type MeasureName = (typeof measureTable)[number]["name"];

const about = z.string().min(1).optional();
const namesOf = (of: MeasureEntry["of"]) => measureTable.filter((entry) => entry.of === of).map(({ name }) => name);
const whose = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);

type NameOf<Of> = Extract<(typeof measureTable)[number], { readonly of: Of }>["name"];

/** Measures of what has such a name, and nothing else to tell. */
function plain<Name extends string>(names: readonly Name[]) {
  const options = names.map((name) => strictObject({ measure: z.literal(name), of: whose, about }));
  return options as unknown as [z.ZodObject<{ measure: z.ZodLiteral<Name>; of: typeof whose; about: typeof about }>];
}

/** A measure: its name, and what it is of: a tenant, `tenant/program`, or a list of them. */
export const measure = z.discriminatedUnion("measure", [
  ...plain([...namesOf("programs"), ...namesOf("tenants")] as NameOf<"programs" | "tenants">[]),
  ...plain(["throughput", "unanswered"]),
  strictObject({ measure: z.literal("response"), of: z.string().min(1), quantile: z.number().gt(0).lt(1).optional(), about }),
  strictObject({ measure: z.literal("end"), about }),
]);

/** A measure as the file has it. */
export type MeasureFile = z.infer<typeof measure>;

/** What is told of a measure beside its name: each with what holds if it is left out. */
export interface MeasureParameter {
  readonly name: string;
  readonly default: string;
  readonly unit?: string;
  readonly about: string;
}

const WHOSE: Readonly<Record<Exclude<MeasureEntry["of"], "run">, string>> = {
  programs: "a tenant, `tenant/program`, or a list of them",
  tenants: "a tenant, or a list of them",
  clients: "clients by name; for all but `response`, or a list of them",
};

/** What a file tells of a measure. */
export function measureParameters({ name, of }: (typeof measureTable)[number]): readonly MeasureParameter[] {
  const quantile = { name: "quantile", default: "the mean", unit: "1", about: "between 0 and 1; of one clients' name" };
  return [
    ...(of === "run" ? [] : [{ name: "of", default: "must be told", about: WHOSE[of] }]),
    ...(name === "response" ? [quantile] : []),
    { name: "about", default: "as above", about: "a text for reports" },
  ];
}

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
