import fc from "fast-check";
import { action, actions, guard } from "./action-arbitrary.ts";
import { type Action, type DelayName, EVENTS, type Guard, type MachineBlueprint, type Output } from "./blueprint.ts";

/** A transition before it is known which states there are: its aim is a number for a state. */
export interface RawTransition {
  /** None: without target. */
  readonly aim: number | undefined;
  /** Aims at several regions of a parallel state if there is one. */
  readonly spread: boolean;
  /** By which of the ways to write a target. */
  readonly way: number;
  readonly guard: Guard | undefined;
  readonly actions: readonly Action[] | undefined;
  readonly reenter: boolean | undefined;
}

/** A state node before names have been given: children that can't be what they say become what they can. */
export interface RawState {
  readonly key: number;
  readonly named: boolean;
  readonly type: "atomic" | "compound" | "parallel" | "final" | "history";
  readonly deep: boolean;
  readonly aim: number | undefined;
  readonly initial: number;
  readonly initialActions: readonly Action[] | undefined;
  readonly states: readonly RawState[];
  readonly entry: readonly Action[] | undefined;
  readonly exit: readonly Action[] | undefined;
  readonly on: readonly {
    readonly descriptor: string;
    readonly forbidden: "object" | "undefined" | undefined;
    readonly transitions: readonly RawTransition[];
  }[];
  readonly always: readonly RawTransition[];
  readonly after: readonly { readonly delay: number | DelayName; readonly transitions: readonly RawTransition[] }[];
  readonly onDone: readonly RawTransition[];
  readonly tags: readonly string[] | undefined;
  readonly meta: number | undefined;
  readonly output: Output | undefined;
}

/** A machine before names have been given. */
export interface RawMachine {
  readonly context: MachineBlueprint["context"];
  readonly output: Output | undefined;
  readonly root: RawState;
}

const sometimes = <Value>(often: number, arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.oneof({ weight: often, arbitrary }, { weight: 100 - often, arbitrary: fc.constant(undefined) });

const list = <Value>(often: number, arbitrary: fc.Arbitrary<Value>, maxLength: number): fc.Arbitrary<readonly Value[]> =>
  sometimes(often, fc.array(arbitrary, { minLength: 1, maxLength })).map((values) => values ?? []);

const transition = (targeted: number, guarded: number): fc.Arbitrary<RawTransition> =>
  fc.record({
    aim: sometimes(targeted, fc.nat(200)),
    spread: fc.nat(9).map((number) => number === 0),
    way: fc.nat(9),
    guard: sometimes(guarded, guard),
    actions,
    reenter: sometimes(25, fc.boolean()),
  });

const plain = transition(75, 45);

/** An eventless transition: only rarely without a guard, for then it easily goes on without end. */
const eventless: fc.Arbitrary<RawTransition> = fc
  .record({ base: transition(80, 90), bound: fc.integer({ min: 1, max: 8 }), counts: fc.nat(24) })
  .map(({ base, bound, counts }) =>
    counts === 0
      ? base
      : {
          ...base,
          guard: {
            guard: "and" as const,
            of: [{ guard: "less" as const, than: bound }, ...(base.guard === undefined ? [] : [base.guard])],
          },
          actions: [{ action: "assign" as const, form: "object" as const, mark: counts }, ...(base.actions ?? [])],
        },
  );

const descriptor = fc.oneof(
  { weight: 160, arbitrary: fc.constantFrom<string>(...EVENTS) },
  { weight: 70, arbitrary: fc.constantFrom("*", "c.*", "c.d.*") },
);

const handler = fc.record({
  descriptor,
  forbidden: sometimes(8, fc.constantFrom("object" as const, "undefined" as const)),
  transitions: fc.array(plain, { minLength: 1, maxLength: 3 }),
});

const delay = fc.oneof(
  { weight: 120, arbitrary: fc.constantFrom<number | DelayName>(0, 1, 5, 20, 33, 5_000_000_000) },
  { weight: 80, arbitrary: fc.constantFrom<number | DelayName>("short", "long", "counted", "eventful") },
  { weight: 12, arbitrary: fc.constantFrom<number | DelayName>("throwing", "missing", -2, 7.5) },
);

const output = fc.oneof(
  { weight: 200, arbitrary: fc.constantFrom<Output>("static", "function") },
  { weight: 40, arbitrary: fc.constant<Output>("throws") },
);

const leaf = fc.oneof(
  { weight: 12, arbitrary: fc.constant("atomic" as const) },
  { weight: 3, arbitrary: fc.constant("final" as const) },
  { weight: 3, arbitrary: fc.constant("history" as const) },
);

const inner = fc.oneof(
  { weight: 7, arbitrary: fc.constant("compound" as const) },
  { weight: 3, arbitrary: fc.constant("parallel" as const) },
);

const stateOf = (type: fc.Arbitrary<RawState["type"]>, states: fc.Arbitrary<readonly RawState[]>): fc.Arbitrary<RawState> =>
  fc.record({
    key: fc.nat(99),
    named: fc.nat(3).map((number) => number === 0),
    type,
    deep: fc.boolean(),
    aim: sometimes(50, fc.nat(200)),
    initial: fc.nat(9),
    initialActions: sometimes(12, fc.array(action, { minLength: 1, maxLength: 2 })),
    states,
    entry: actions,
    exit: actions,
    on: list(75, handler, 3),
    always: list(12, eventless, 2),
    after: list(25, fc.record({ delay, transitions: fc.array(plain, { minLength: 1, maxLength: 2 }) }), 2),
    onDone: list(45, plain, 2),
    tags: sometimes(20, fc.subarray(["busy", "idle", "odd"], { minLength: 1 })),
    meta: sometimes(10, fc.nat(9)),
    output: sometimes(50, output),
  });

/** States with at most so many levels below them. */
function state(depth: number): fc.Arbitrary<RawState> {
  const childless = stateOf(leaf, fc.constant([]));
  if (depth === 0) return childless;
  const parent = stateOf(inner, fc.array(state(depth - 1), { minLength: 1, maxLength: 3 }));
  return fc.oneof({ weight: 3, arbitrary: childless }, { weight: 2, arbitrary: parent });
}

/** Machines whose states have no names yet, down to four levels below the root. */
export const rawMachine: fc.Arbitrary<RawMachine> = fc.record({
  context: fc.oneof(
    { weight: 100, arbitrary: fc.constantFrom("static" as const, "input" as const) },
    { weight: 8, arbitrary: fc.constant("none" as const) },
  ),
  output: sometimes(50, output),
  root: stateOf(inner, fc.array(state(3), { minLength: 1, maxLength: 3 })),
});
