import { hostCatalogue } from "@crosstalk/hardware";
import { z } from "zod";
import { clients, serversIn } from "./clients.ts";
import { platform } from "./platform.ts";
import { program } from "./program.ts";
import { clock, memory, time } from "./quantity.ts";
import { exactlyOneOf, strictObject } from "./strict-object.ts";

const hostNames = hostCatalogue.map(({ name }) => name) as [string, ...string[]];

/** How things are named that paths and messages have in them. */
const name = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_-]*$/, "a letter, then letters, digits, dashes and underscores");

const device = strictObject({ name, service: time });

/** A host: its name, or an object of its name and parameters. */
const host = z.union([
  z.enum(hostNames),
  strictObject({
    name: z.enum(hostNames),
    processors: z.int().min(1).max(4096).optional(),
    /** In place of the model's own. */
    clock: clock.optional(),
    memory: memory.optional(),
    devices: z.array(device).max(64).optional(),
  }),
]);

const tenant = strictObject({
  weight: z.int().min(1).max(65_535).optional(),
  cap: z.number().positive().max(4096).optional(),
  reservation: z.number().positive().max(4096).optional(),
  processors: z.int().min(1).max(4096).optional(),
  memory: memory.optional(),
  /** So many tenants that are alike: `hog-1`, `hog-2` and so on; 0: none. Absent: one, of the plain name. */
  copies: z.int().min(0).max(1_000).optional(),
  /** The only program, called `main`. */
  program: program.optional(),
  programs: z.record(name, program).optional(),
  /** Who ask the one server among its programs. */
  clients: clients.optional(),
})
  .refine(...exactlyOneOf(["program", "programs"]))
  .superRefine((value, context) => {
    const servers = serversIn([value.program, value.programs]);
    const asked = value.clients !== undefined;
    if (asked && servers !== 1)
      context.addIssue({
        code: "custom",
        message: `only with one serve among the tenant's programs, not ${servers}`,
        input: value.clients,
        path: ["clients"],
      });
    if (!asked && servers > 0)
      context.addIssue({ code: "custom", message: "with clients, where its programs have serve", input: value, path: [] });
  });

/** A host with parameters as the file has it. */
export type HostFile = Exclude<z.infer<typeof host>, string>;

/** A tenant as the file has it. */
export type TenantFile = z.infer<typeof tenant>;

/** The parts of a file that a run's world is made of; their values may be levels of factors. */
export const worldShape = { host, platform, tenants: z.record(name, tenant) };

/** What the world of one run is composed of, levels in place. */
export const worldSchema = z.object(worldShape);

/** The world as the file has it, levels in place. */
export type WorldFile = z.infer<typeof worldSchema>;

/** The fields that make the world. */
export const worldFields: readonly string[] = Object.keys(worldShape);
