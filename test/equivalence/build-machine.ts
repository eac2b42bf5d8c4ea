import { type AnyStateMachine, setup } from "xstate";
import type { MachineBlueprint, Output, StateBlueprint, Transition } from "./blueprint.ts";
import { ActionBuilder } from "./build-action.ts";
import { buildGuard, NAMED_GUARDS } from "./build-guard.ts";
import type { Journal, Seen } from "./journal.ts";

/** Most microsteps for one event: endless chains of `always` and `raise` fail soon. */
const MOST_MICROSTEPS = 25;

const START = { count: 0, last: "", list: [] };

/** XState's machine of a blueprint; its functions tell a journal what they see. */
export function buildMachine(blueprint: MachineBlueprint, journal: Journal): AnyStateMachine {
  const actions = new ActionBuilder(journal);
  const context = {
    static: { context: START },
    input: { context: ({ input }: { input: number }) => ({ ...START, count: input % 3, input }) },
    none: {},
  }[blueprint.context];
  const config = {
    ...new StateBuilder(actions, journal).build(blueprint.root),
    ...context,
    id: "m",
    options: { maxIterations: MOST_MICROSTEPS },
    ...(blueprint.output === undefined ? {} : { output: buildOutput(blueprint.output, "machine", journal) }),
  };
  const implementations = { ...actions.implementations(), guards: NAMED_GUARDS };
  return setup(implementations as never).createMachine(config as never) as unknown as AnyStateMachine;
}

function buildOutput(output: Output, where: string, journal: Journal): unknown {
  if (output === "static") return { from: where };
  return (seen: Seen & { readonly event: { readonly output?: unknown } }) => {
    journal.called("output", where, seen, seen.event.output ?? null);
    if (output === "throws") throw new Error(`output of ${where} fails`);
    return { where, context: seen.context, inner: seen.event.output };
  };
}

class StateBuilder {
  readonly #actions: ActionBuilder;
  readonly #journal: Journal;

  constructor(actions: ActionBuilder, journal: Journal) {
    this.#actions = actions;
    this.#journal = journal;
  }

  build(state: StateBlueprint): Record<string, unknown> {
    const build = this.#actions.build.bind(this.#actions);
    const { type, id, history, target, initial, initialActions, states, entry, exit, always, onDone, tags, meta, output } = state;
    const parts: Record<string, unknown> = {
      type: type === "parallel" || type === "final" || type === "history" ? type : undefined,
      id,
      history,
      target,
      initial: initialActions === undefined ? initial : { target: initial, actions: initialActions.map(build) },
      states: states === undefined ? undefined : Object.fromEntries(states.map((child) => [child.key, this.build(child)])),
      entry: entry?.map(build),
      exit: exit?.map(build),
      on: state.on === undefined ? undefined : Object.fromEntries(state.on.map((handler) => this.#handler(handler))),
      always: always?.map((transition) => this.#transition(transition)),
      after:
        state.after === undefined
          ? undefined
          : Object.fromEntries(state.after.map(({ delay, transitions }) => [delay, this.#alternatives(transitions)])),
      onDone: onDone === undefined ? undefined : this.#alternatives(onDone),
      tags,
      meta: meta === undefined ? undefined : { number: meta },
      output: output === undefined ? undefined : buildOutput(output, state.key, this.#journal),
    };
    return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  }

  #handler({ descriptor, forbidden, transitions }: NonNullable<StateBlueprint["on"]>[number]): [string, unknown] {
    if (forbidden !== undefined) return [descriptor, forbidden === "object" ? {} : undefined];
    return [descriptor, this.#alternatives(transitions)];
  }

  /** One alternative may stand without an array, and a mere target as a string. */
  #alternatives(transitions: readonly Transition[]): unknown {
    const [only, ...others] = transitions;
    if (only === undefined || others.length > 0) return transitions.map((transition) => this.#transition(transition));
    const [target, ...targets] = only.targets ?? [];
    const bare = only.guard === undefined && only.actions === undefined && only.reenter === undefined;
    return bare && targets.length === 0 && target !== undefined ? target : this.#transition(only);
  }

  #transition({ targets, guard, actions, reenter }: Transition): object {
    return {
      ...(targets === undefined ? {} : { target: targets.length === 1 ? targets[0] : targets }),
      ...(guard === undefined ? {} : { guard: buildGuard(guard) }),
      ...(actions === undefined ? {} : { actions: actions.map((action) => this.#actions.build(action)) }),
      ...(reenter === undefined ? {} : { reenter }),
    };
  }
}
