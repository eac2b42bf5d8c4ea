/**
 * Statecharts as plain data. A random machine is drawn as a blueprint, so that it can be printed, counted, cut down to
 * the smallest that still shows a difference, and kept as a regression test; `buildMachine` makes XState's machine of it.
 */
export interface MachineBlueprint {
  /** How the context comes about: given, made from the input, or not there at all. */
  readonly context: "static" | "input" | "none";
  readonly output?: Output | undefined;
  readonly root: StateBlueprint;
}

/** What a final state, or the whole machine, yields. */
export type Output = "static" | "function" | "throws";

/** One state node. */
export interface StateBlueprint {
  readonly key: string;
  readonly id?: string | undefined;
  readonly type: "atomic" | "compound" | "parallel" | "final" | "history";
  readonly history?: "shallow" | "deep" | undefined;
  /** Default of a history state, relative to its parent. */
  readonly target?: string | undefined;
  readonly initial?: string | undefined;
  readonly initialActions?: readonly Action[] | undefined;
  readonly states?: readonly StateBlueprint[] | undefined;
  readonly entry?: readonly Action[] | undefined;
  readonly exit?: readonly Action[] | undefined;
  readonly on?: readonly Handler[] | undefined;
  readonly always?: readonly Transition[] | undefined;
  readonly after?: readonly { readonly delay: number | DelayName; readonly transitions: readonly Transition[] }[] | undefined;
  readonly onDone?: readonly Transition[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly meta?: number | undefined;
  readonly output?: Output | undefined;
}

/** What a state does at the events that a descriptor names. */
export interface Handler {
  readonly descriptor: string;
  /** Says in either of XState's two ways that the event is taken and nothing done. */
  readonly forbidden?: "object" | "undefined" | undefined;
  readonly transitions: readonly Transition[];
}

/** One of several alternatives. */
export interface Transition {
  readonly targets?: readonly string[] | undefined;
  readonly guard?: Guard | undefined;
  readonly actions?: readonly Action[] | undefined;
  readonly reenter?: boolean | undefined;
}

/** Names of delays: numbers, a function of context and event, one that throws, and one that nobody has implemented. */
export type DelayName = "short" | "long" | "counted" | "eventful" | "throwing" | "never" | "missing";

/** How long an event is delayed: not at all if absent. */
export type Delay = number | DelayName | "inline";

/** Guards; those of kind `named` stand in the machine's implementations, one of them built from others. */
export type Guard =
  | { readonly guard: "less"; readonly than: number }
  | { readonly guard: "above"; readonly number: number }
  | { readonly guard: "named"; readonly name: "even" | "often" | "missing" }
  | { readonly guard: "params"; readonly least: number; readonly dynamic: boolean }
  | { readonly guard: "in"; readonly state: unknown }
  | { readonly guard: "and" | "or"; readonly of: readonly Guard[] }
  | { readonly guard: "not"; readonly of: Guard }
  | { readonly guard: "throws"; readonly from: number };

/** Actions; each number `mark` tells one from another in the record. */
export type Action =
  | { readonly action: "inline"; readonly mark: number; readonly peek?: boolean | undefined }
  | { readonly action: "named"; readonly mark: number; readonly params?: "static" | "dynamic" | "none" | undefined }
  | { readonly action: "missing" }
  | { readonly action: "assign"; readonly form: "object" | "function" | "named" | "throws"; readonly mark: number }
  | {
      readonly action: "raise";
      readonly type: string;
      readonly dynamic?: boolean | undefined;
      readonly delay?: Delay | undefined;
      readonly id?: string | undefined;
    }
  | { readonly action: "cancel"; readonly id: string; readonly dynamic?: boolean | undefined }
  | {
      readonly action: "send";
      readonly type: string;
      readonly delay?: Delay | undefined;
      readonly id?: string | undefined;
      readonly internal?: boolean | undefined;
    }
  | { readonly action: "self.send"; readonly type: string }
  | { readonly action: "emit"; readonly type: string; readonly dynamic?: boolean | undefined }
  | {
      readonly action: "enqueue";
      readonly check?: Guard | undefined;
      readonly passed: readonly Action[];
      readonly failed: readonly Action[];
    }
  | { readonly action: "log"; readonly mark: number }
  | { readonly action: "throws"; readonly from: number };

/** An event that is sent, with something in it for guards and actions to look at. */
export interface ModelledEvent {
  readonly type: string;
  readonly number: number;
}

/** What happens to a machine in the course of a case. */
export type Step =
  | { readonly step: "send"; readonly event: ModelledEvent }
  /** The next timer goes off, if one is set. */
  | { readonly step: "next" }
  | { readonly step: "advance"; readonly by: number }
  /** The snapshot is saved, and another actor goes on from there. */
  | { readonly step: "restore" }
  | { readonly step: "stop" };

/** A machine and all that happens to it. */
export interface Case {
  readonly machine: MachineBlueprint;
  readonly input: number;
  readonly steps: readonly Step[];
}

/** Events that are sent and raised. */
export const EVENTS = ["a", "b", "c.d", "c.d.e", "f"] as const;

/** Events that machines emit. */
export const EMITTED = ["out.a", "out.b"] as const;

/** The state and all below it. */
export function* stateNodes(state: StateBlueprint): Generator<StateBlueprint> {
  yield state;
  for (const child of state.states ?? []) yield* stateNodes(child);
}

/** All transitions that start at a state. */
export function transitionsOf(state: StateBlueprint): Transition[] {
  return [
    ...(state.on ?? []).flatMap(({ transitions }) => transitions),
    ...(state.always ?? []),
    ...(state.after ?? []).flatMap(({ transitions }) => transitions),
    ...(state.onDone ?? []),
  ];
}

/** All actions of a state, those inside of others too. */
export function actionsOf(state: StateBlueprint): Action[] {
  const outer = [
    ...(state.entry ?? []),
    ...(state.exit ?? []),
    ...(state.initialActions ?? []),
    ...transitionsOf(state).flatMap(({ actions }) => actions ?? []),
  ];
  return outer.flatMap(withInner);
}

function withInner(action: Action): Action[] {
  return action.action === "enqueue" ? [action, ...[...action.passed, ...action.failed].flatMap(withInner)] : [action];
}
