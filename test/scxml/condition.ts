import { not, stateIn } from "xstate";
import type { Document } from "./document.ts";
import type { MachineEvent } from "./event.ts";
import { copyOf, type Data, evaluate } from "./expression.ts";
import { Unsupported } from "./unsupported.ts";

/**
 * A condition as a guard. One that fails is false, as in SCXML; the error event that SCXML has besides is lost, as a guard
 * of XState's can raise nothing. A question for a state alone becomes XState's own guard for it.
 */
export function guardOf(condition: string, document: Document) {
  const asked = condition.match(/^\s*(!?)\s*In\(\s*['"]([^'"]+)['"]\s*\)\s*$/);
  if (asked) {
    const inState = stateIn(`#${document.names.ofId(asked[2]!)}`);
    return asked[1] ? not(inState) : inState;
  }
  if (/\bIn\(/.test(condition)) throw new Unsupported("a guard of XState's that asks for a state asks nothing else");
  return ({ context, event }: { context: Data; event: MachineEvent }): boolean => {
    try {
      return Boolean(evaluate(condition, { data: copyOf(context), system: document.system(event) }));
    } catch {
      return false;
    }
  };
}
