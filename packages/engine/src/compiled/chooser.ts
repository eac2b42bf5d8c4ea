import type { ModelEvent } from "../model-event.ts";
import type { Branch, Selected } from "./branch.ts";
import { branchCode } from "./branch-code.ts";
import { Code } from "./code.ts";
import type { Configuration } from "./configuration.ts";

/** A function that is generated for one configuration: which eventless transitions are enabled. */
export type Chooser = (context: unknown, event: ModelEvent) => Selected;

/** Generates a chooser; undefined where code must not be made. */
export function makeChooser(branch: Branch, configuration: Configuration): Chooser | undefined {
  const code = new Code(`${configuration.title} always`);
  branchCode(code, branch, configuration, "bare", "selected");
  code.add("return selected;");
  return code.make<Chooser>("context, event");
}
