import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import type { Chart } from "./chart.ts";
import type { Configuration } from "./configuration.ts";
import type { History, StateNode } from "./definition.ts";
import type { Status } from "./scratch.ts";

/** XState's snapshot of a machine, with the fields that it keeps for itself. */
export type MachineSnapshot = AnyMachineSnapshot & {
  readonly _nodes: StateNode[];
  readonly historyValue: History;
  readonly status: Status;
};

/** What a snapshot is made of. */
interface Standing {
  readonly chart: Chart;
  readonly configuration: Configuration;
  readonly context: unknown;
  readonly status: Status;
  readonly output: unknown;
  readonly error: unknown;
  readonly history: History;
}

const methods = new WeakMap<AnyStateMachine, Pick<AnyMachineSnapshot, "matches" | "hasTag" | "can" | "getMeta" | "toJSON">>();

/** XState's own methods of snapshots (`matches`, `can`, …), taken from one that it restores. */
function methodsOf(machine: AnyStateMachine) {
  const known = methods.get(machine);
  if (known !== undefined) return known;
  const empty = { status: "active", context: {}, children: {}, value: {}, historyValue: {} };
  const { matches, hasTag, can, getMeta, toJSON } = machine.restoreSnapshot(empty as never, {} as never) as AnyMachineSnapshot;
  const made = { matches, hasTag, can, getMeta, toJSON };
  methods.set(machine, made);
  return made;
}

/** A snapshot such as XState makes: its methods work, and it is persisted and restored by XState's own functions. */
export function snapshotOf({ chart, configuration, context, status, output, error, history }: Standing): MachineSnapshot {
  return {
    status,
    output,
    error,
    machine: chart.machine,
    context,
    _nodes: configuration.nodes as StateNode[],
    value: configuration.value,
    tags: new Set(configuration.tags),
    children: {},
    historyValue: history,
    ...methodsOf(chart.machine),
  } as unknown as MachineSnapshot;
}
