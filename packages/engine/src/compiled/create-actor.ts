import { type Actor, type AnyStateMachine, createActor as interpretedActor } from "xstate";
import { Chart } from "./chart.ts";
import { unsupportedFeatures } from "./compile.ts";
import { CompiledActor, type CompiledOptions } from "./compiled-actor.ts";

const charts = new WeakMap<AnyStateMachine, Chart | "interpreted">();

function chartOf(machine: AnyStateMachine): Chart | "interpreted" {
  const known = charts.get(machine);
  if (known !== undefined) return known;
  const made = unsupportedFeatures(machine).length > 0 ? "interpreted" : new Chart(machine, false);
  charts.set(machine, made);
  return made;
}

/** Options that only XState's interpreter serves. */
const INTERPRETED = ["inspect", "parent", "systemId", "devTools", "syncSnapshot"];

/**
 * An actor of a machine, like XState's `createActor` and to be put in its place: same options, same methods, same types.
 * The machine runs compiled. XState's interpreter takes over where it must: for a machine that uses what does not compile
 * (see `compile`), for logic that is no machine, and for an actor that is inspected, since inspection wants a snapshot of
 * every microstep, which is what compiling saves.
 */
export const createActor: typeof interpretedActor = ((logic: AnyStateMachine, given?: Record<string, unknown> | null) => {
  const options = given ?? {};
  const interpreted = INTERPRETED.some((name) => options[name] !== undefined) || !("root" in logic);
  const chart = interpreted ? "interpreted" : chartOf(logic);
  if (chart === "interpreted") return interpretedActor(logic, options as never);
  return new CompiledActor(chart, options as CompiledOptions) as unknown as Actor<AnyStateMachine>;
}) as never;
