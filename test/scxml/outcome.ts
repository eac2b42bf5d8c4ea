import { isDeepStrictEqual } from "node:util";
import { compile } from "@crosstalk/engine";
import type { AnyStateMachine } from "xstate";
import { type CreateActor, reference } from "../equivalence/runtime.ts";
import { convert } from "./convert.ts";
import { type Document, readDocument } from "./document.ts";
import type { FrameworkTest, Script } from "./framework.ts";
import { type Observed, record } from "./record.ts";
import { Unsupported } from "./unsupported.ts";

/** What became of a test of the framework. */
export type Outcome =
  | { name: string; verdict: "passed"; steps: number }
  /** Both runtimes did the same, and not what the test wants. */
  | { name: string; verdict: "failed in both"; why: string }
  | { name: string; verdict: "differing"; why: string }
  /** XState can't say it, the compiled runtime leaves it to XState's interpreter, or nobody says what is wanted. */
  | { name: string; verdict: "not converted"; why: string };

/** Runs a test of the framework on XState's interpreter and on another runtime. */
export function outcomeOf(test: FrameworkTest, other: CreateActor): Outcome {
  const { name, script } = test;
  if (script === undefined)
    return {
      name,
      verdict: "not converted",
      why: "no script of what is wanted: a part of another document, or for a person to judge",
    };
  const machines = machineOf(test);
  if (typeof machines === "string") return { name, verdict: "not converted", why: machines };
  const { document, machine } = machines;
  const { unsupported } = compile(machine);
  if (unsupported.length > 0) return { name, verdict: "not converted", why: `does not compile: ${unsupported[0]!.feature}` };
  const expected = record(machine, script, document.names, reference);
  const got = record(machine, script, document.names, other);
  const difference = firstDifference(expected, got);
  if (difference !== undefined) return { name, verdict: "differing", why: difference };
  const failure = firstFailure(expected, { name, script });
  if (failure !== undefined) return { name, verdict: "failed in both", why: failure };
  return { name, verdict: "passed", steps: expected.length };
}

/** A test's document and machine, or why there is none. */
export function machineOf({ name, text, read }: FrameworkTest): { document: Document; machine: AnyStateMachine } | string {
  try {
    const document = readDocument(name, text, read);
    return { document, machine: convert(document) };
  } catch (error) {
    if (error instanceof Unsupported) return error.message;
    throw new Error(`${name} can't be converted: ${(error as Error).message}`, { cause: error });
  }
}

function firstDifference(expected: readonly Observed[], got: readonly Observed[]): string | undefined {
  const at = expected.findIndex((observed, index) => !isDeepStrictEqual(observed, got[index]));
  if (at < 0) return got.length > expected.length ? "the other runtime went on for longer" : undefined;
  return `XState ${JSON.stringify(expected[at])}, the other ${JSON.stringify(got[at])}`;
}

/**
 * Where a test's script isn't met. The W3C's own tests are judged by the state that they end in, `pass` or `fail`, as the
 * W3C means them: the states before it in the framework's scripts tell when SCION delivers events that a document sends
 * to itself.
 */
function firstFailure(observed: readonly Observed[], { name, script }: JudgedTest): string | undefined {
  const events = observed.filter(({ step }) => !step.startsWith("wait"));
  const wanted = [script.initialConfiguration, ...script.events.map(({ nextConfiguration }) => nextConfiguration)];
  const last = wanted.length - 1;
  const at = wanted.findIndex(
    (states, index) =>
      (index === last || !name.startsWith("w3c-ecma/")) && !isDeepStrictEqual([...states].sort(), events[index]!.configuration),
  );
  if (at < 0) return undefined;
  const { step, configuration } = events[at]!;
  return `after ${step}: ${configuration.join(", ")} instead of ${wanted[at]!.join(", ")}`;
}

type JudgedTest = Pick<FrameworkTest, "name"> & { script: Script };
