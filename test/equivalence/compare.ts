import { actionsOf, type Case, type MachineBlueprint, stateNodes } from "./blueprint.ts";
import { minimal } from "./minimal.ts";
import { firstDifference, type Observed, record } from "./record.ts";
import { type CreateActor, reference } from "./runtime.ts";

/** A case that two runtimes tell differently, and where first. */
export interface Difference {
  readonly case: Case;
  /** Which runtime ran the beginning, and which went on after restoring. */
  readonly way: string;
  readonly expected: readonly Observed[];
  readonly got: readonly Observed[];
}

/** What XState's interpreter makes of a case. */
export function expectedOf(what: Case): readonly Observed[] {
  return record(what, { first: reference, restored: reference });
}

/**
 * Runs a case on XState's interpreter and on another runtime, and, if it restores, from each one's save on the other.
 * Undefined if all records are equal.
 */
export function compare(what: Case, other: CreateActor, expected = expectedOf(what)): Difference | undefined {
  const restores = what.steps.some(({ step }) => step === "restore");
  const ways: [string, CreateActor, CreateActor][] = [["other", other, other]];
  if (restores) ways.push(["reference, restored in other", reference, other], ["other, restored in reference", other, reference]);
  for (const [way, first, restored] of ways) {
    const got = record(what, { first, restored });
    const at = firstDifference(expected, got);
    if (at !== undefined) return { case: what, way, expected: expected.slice(at, at + 1), got: got.slice(at, at + 1) };
  }
  return undefined;
}

/** The smallest case with a difference that is still in a given one. */
export function smallest(difference: Difference, other: CreateActor): Difference {
  const small = minimal(difference.case, (candidate) => isSound(candidate) && compare(candidate, other) !== undefined, 6_000);
  return compare(small, other) ?? difference;
}

/** Whether what is left of a case is something that one could write. */
function isSound({ machine, steps }: Case): boolean {
  return isSoundMachine(machine) && steps.every((step) => step.step !== "send" || typeof step.event.type === "string");
}

/** Whether what is left of a machine is something that one could write: its states and what it sends bear names. */
export function isSoundMachine({ root }: MachineBlueprint): boolean {
  const nodes = [...stateNodes(root)];
  const actions = nodes.flatMap(actionsOf);
  const complete = actions.every((action) => "action" in action && (!/raise|send|emit/.test(action.action) || "type" in action));
  return complete && nodes.every(({ key }) => typeof key === "string");
}

/** A difference as text: the machine, what happens to it, and what each runtime tells. */
export function describeDifference({ case: what, way, expected, got }: Difference): string {
  const show = (value: unknown) => JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, " ");
  return [
    `way: ${way}`,
    `machine: ${JSON.stringify(what.machine)}`,
    `input: ${what.input}`,
    `steps: ${JSON.stringify(what.steps)}`,
    `reference: ${show(expected)}`,
    `other:     ${show(got)}`,
  ].join("\n");
}
