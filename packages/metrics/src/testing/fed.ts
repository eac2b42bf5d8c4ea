import type { Nanoseconds } from "@crosstalk/engine";
import type { ProbeKind } from "../probes/probe.ts";

/** A probe that is fed by hand, without a run: values with the instants at which they come. */
export function fed<Value, State extends object, Reading>(
  kind: ProbeKind<Value, State, Reading>,
  values: readonly (readonly [at: Nanoseconds, value: Value])[],
  start: Nanoseconds = 0,
): { readonly state: State; read(now: Nanoseconds): Reading } {
  const state = kind.begin(start);
  for (const [at, value] of values) kind.take(state, value, at);
  return { state, read: (now) => kind.read(state, now) };
}
