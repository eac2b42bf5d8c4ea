import { MOST_CLIENTS } from "@crosstalk/hardware";
import { z } from "zod";
import { rate, time } from "./quantity.ts";
import { exactlyOneOf, strictObject } from "./strict-object.ts";

/**
 * Clients beyond a network interface of the tenant's own: open ones, who ask at a rate whether or not they are answered, or
 * a closed population of a number, each of whom waits for its answer and thinks before it asks again.
 */
export const clients = strictObject({
  /** Requests a second, on average. */
  rate: rate.optional(),
  /** How long an open client waits for its answer; absent: as long as it takes. */
  patience: time.optional(),
  number: z.int().min(1).max(MOST_CLIENTS).optional(),
  /** How long each of a number thinks, on average. */
  think: time.optional(),
  /** Requests that can wait to be taken. */
  queue: z.int().min(1).max(1_000_000).optional(),
})
  .refine(...exactlyOneOf(["rate", "number"]))
  .superRefine((value, context) => {
    const belongs = (field: "patience" | "think", to: "rate" | "number") => {
      if (value[field] === undefined || value[to] !== undefined) return;
      context.addIssue({ code: "custom", message: `only with ${to}`, input: value[field], path: [field] });
    };
    belongs("patience", "rate");
    belongs("think", "number");
    if (value.number !== undefined && value.think === undefined)
      context.addIssue({ code: "custom", message: "a time, as clients of a number think", input: undefined, path: ["think"] });
  });

/** Clients as the file has them. */
export type ClientsFile = z.infer<typeof clients>;

/** How many servers there are among programs, whatever shape these have. */
export function serversIn(programs: unknown): number {
  if (typeof programs !== "object" || programs === null) return 0;
  return Object.entries(programs).reduce((sum, [field, part]) => {
    if (field === "serve" && !Array.isArray(programs)) return sum + 1;
    return field === "recording" ? sum : sum + serversIn(part);
  }, 0);
}
