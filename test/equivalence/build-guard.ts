import { and, not, or, stateIn } from "xstate";
import type { Guard } from "./blueprint.ts";
import { countOf, type Seen } from "./journal.ts";

/** Guards as XState takes them: a function, a name or a name with parameters. */
export function buildGuard(guard: Guard): unknown {
  switch (guard.guard) {
    case "less":
      return (seen: Seen) => countOf(seen) < guard.than;
    case "above":
      return ({ event }: Seen) => (event.number ?? 0) > guard.number;
    case "named":
      return guard.name;
    case "params":
      return {
        type: "least",
        params: guard.dynamic ? (seen: Seen) => ({ least: guard.least + (countOf(seen) % 2) }) : { least: guard.least },
      };
    case "in":
      return stateIn(guard.state as never);
    case "and":
      return and(guard.of.map(buildGuard) as never);
    case "or":
      return or(guard.of.map(buildGuard) as never);
    case "not":
      return not(buildGuard(guard.of) as never);
    case "throws":
      return (seen: Seen) => {
        if (countOf(seen) >= guard.from) throw new Error(`guard fails at ${countOf(seen)}`);
        return true;
      };
  }
}

/** What the names stand for; `missing` stands for nothing. */
export const NAMED_GUARDS = {
  even: (seen: Seen) => countOf(seen) % 2 === 0,
  least: (seen: Seen, params: { readonly least: number }) => countOf(seen) >= params.least,
  often: or(["even", { type: "least", params: { least: 4 } }] as never),
};
