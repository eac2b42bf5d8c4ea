import type { Runtime } from "@crosstalk/engine";
import type { UsageProblem } from "./usage-error.ts";

/** What runs the statecharts unless something else is asked for. */
export const USUAL_RUNTIME: Runtime = "compiled";

const runtimes: readonly Runtime[] = ["compiled", "reference"];

/** The runtime of that name; undefined if there is none. */
export function runtimeNamed(name: string): Runtime | undefined {
  return runtimes.find((runtime) => runtime === name);
}

/** What is wrong with the name of a runtime, as a list of one or none. */
export function runtimeProblems(name: string): UsageProblem[] {
  if (runtimeNamed(name) !== undefined) return [];
  return [{ field: "runtime", value: name || "empty", allowed: `one of ${runtimes.join(", ")}` }];
}
