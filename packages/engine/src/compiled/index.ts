import type { AnyStateMachine } from "xstate";
import { type UnsupportedFeature, unsupportedFeatures } from "./compile.ts";

/** What became of compiling a machine. */
export interface Compilation {
  /** Whether the compiled runtime can run it. */
  readonly compiles: boolean;
  /** What it can't run, and at which state; such a machine runs on XState's interpreter. */
  readonly unsupported: readonly UnsupportedFeature[];
}

/** Tells whether a machine made by XState's `createMachine` runs compiled, and if not, which features stand in the way. */
export function compile(machine: AnyStateMachine): Compilation {
  const unsupported = unsupportedFeatures(machine);
  return { compiles: unsupported.length === 0, unsupported };
}
