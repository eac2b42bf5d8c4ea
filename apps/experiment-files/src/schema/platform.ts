import { z } from "zod";
import { memory, ticks } from "./quantity.ts";
import { strictObject } from "./strict-object.ts";

const kernel = {
  /** Ticks of the kernel's timer a second. */
  ticks: ticks.optional(),
  ticksWhileIdle: z.boolean().optional(),
  readsStolenTime: z.boolean().optional(),
};
const guest = strictObject({ ...kernel, scheduler: z.enum(["o1", "eevdf"]).optional() }).optional();

const named = <Name extends string, Shape extends z.core.$ZodLooseShape>(name: Name, shape: Shape) =>
  strictObject({ name: z.literal(name), ...shape });

const xen = { controlMemory: memory.optional(), guest };
const hosted = { host: guest, guest };
const vserver = {
  ...kernel,
  limit: z.enum(["none", "soft", "hard"]).optional(),
  idleTime: z.boolean().optional(),
  memory: memory.optional(),
  processes: z.int().min(1).max(65_535).optional(),
  files: z.int().min(1).max(1_000_000).optional(),
};
const esxMemory = strictObject({
  ballooning: z.boolean().optional(),
  swapping: z.boolean().optional(),
  sharing: z.literal(false).optional(),
  tax: z.number().min(0).lt(1).optional(),
});

/** Each platform of the catalogue with the parameters that it takes. */
const withParameters = z.discriminatedUnion("name", [
  named("linux", kernel),
  named("chroot", kernel),
  named("linux-vserver", vserver),
  named("user-mode-linux", hosted),
  named("workstation-3.2", hosted),
  named("xen-2003", xen),
  named("xen-3.0.4", xen),
  named("esx-2", { guest, memory: z.union([z.literal(false), esxMemory]).optional() }),
  named("vtx-2006", { guest }),
  named("linux-eevdf", kernel),
  named("xen-4.2", xen),
  named("linux-threads", hosted),
]);

/** A platform with its parameters. */
export type PlatformFile = z.infer<typeof withParameters>;

/** Names of the platforms. */
export const platformNames = withParameters.options.map(({ shape }) => shape.name.value as PlatformFile["name"]);

/** A platform: its name, or an object of its name and parameters. */
export const platform = z.union([z.enum(platformNames), withParameters]);
