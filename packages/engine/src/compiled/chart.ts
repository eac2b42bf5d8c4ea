import type { AnyStateMachine } from "xstate";
import { ModelError } from "../errors.ts";
import { NEVER } from "../time.ts";
import { ActionCompiler } from "./actions.ts";
import { listed } from "./branch.ts";
import type { Candidate } from "./candidate.ts";
import { Configuration, startOf } from "./configuration.ts";
import { type GuardReference, type History, rootOf, type StateNode, type Transition } from "./definition.ts";
import { compileGuard, type Guard } from "./guards.ts";
import type { AuthorFunction, Delay } from "./operation.ts";
import type { Selection } from "./selection.ts";
import { Selector } from "./selector.ts";
import { StateSets } from "./state-sets.ts";
import { entryOperations, rememberedOn, Step, transitionActions } from "./step.ts";
import { aroundDelay, contextMaker } from "./whole-arguments.ts";

/** Longest chain of microsteps in one delivery; a chart that needs more has an endless loop of `always` or `raise`. */
export const MOST_MICROSTEPS = 10_000;

/** Steps that a chart remembers, a few kilobytes each; one with more is of many parallel regions, of which few combinations recur. */
const MOST_STEPS = 5_000;

/** Types of event that a configuration remembers; more are only met where types are made up at random. */
const MOST_TYPES = 100;

/** Types of event that are handled in ways of their own when they come from outside, so what they select isn't remembered. */
const UNUSUAL = new Set(["*", "xstate.init", "xstate.stop"]);

const NO_HISTORY: History = {};

/**
 * A machine's definition as tables: configurations, what an event selects in each, and the step that follows, worked out
 * the first time that they occur and shared by all actors. Holds nothing of any one actor. What is remembered has a bound.
 */
export class Chart {
  readonly machine: AnyStateMachine;
  readonly root: StateNode;
  readonly actions: ActionCompiler;
  /** Microsteps after which one event counts as never coming to rest. */
  readonly mostMicrosteps: number;
  /** The first context, or the function that makes it; undefined for none. */
  readonly context: unknown;
  /** Before the start, only the root is active. */
  readonly beforeStart: Configuration;
  readonly #selector: Selector;
  #initial: Step | undefined;
  readonly #guards = new Map<string, Guard>();
  readonly #configurations = new Map<string, Configuration>();
  /** How many steps the configurations remember. */
  #steps = 0;

  /** `strict`: delays are checked and endless microsteps end the run, as in a simulation. */
  constructor(machine: AnyStateMachine, strict: boolean) {
    this.machine = machine;
    this.root = rootOf(machine);
    this.mostMicrosteps = strict ? MOST_MICROSTEPS : ((machine.options?.maxIterations as number | undefined) ?? Infinity);
    this.context = contextMaker((machine.config as { readonly context?: unknown }).context);
    this.actions = new ActionCompiler(machine, (name) => namedDelay(machine, name, strict), strict);
    this.#selector = new Selector(machine, this.root);
    this.beforeStart = this.configuration([this.root]);
  }

  /** The configuration of states in an order; the same object for the same ones, for as long as it is remembered. */
  configuration(nodes: readonly StateNode[]): Configuration {
    const key = nodes.map(({ order }) => order).join(" ");
    const known = this.#configurations.get(key);
    if (known !== undefined) return known;
    const made = new Configuration(this, nodes, (all) => this.#selector.eventless(all));
    this.#configurations.set(key, made);
    return made;
  }

  /** A guard that an author asks for by the way; named ones are compiled once. */
  guard(reference: GuardReference): Guard {
    if (typeof reference !== "string") return compileGuard(this.machine, reference);
    let guard = this.#guards.get(reference);
    if (guard === undefined) {
      guard = compileGuard(this.machine, reference);
      this.#guards.set(reference, guard);
    }
    return guard;
  }

  /** What an event of a type can enable. */
  selection(configuration: Configuration, type: string): Selection {
    const known = configuration.selection(type);
    if (known !== undefined) return known;
    const made = this.#selector.selection(configuration.value, type);
    if (configuration.types.length < MOST_TYPES && !UNUSUAL.has(type)) {
      configuration.types.push(type);
      configuration.selections.push(made);
    }
    return made;
  }

  /** The step by which a chart is entered: nothing is left, the root is active already. */
  initialStep(): Step {
    this.#initial ??= this.#makeInitialStep();
    return this.#initial;
  }

  #makeInitialStep(): Step {
    const start: Transition = {
      target: [...startOf(this.root)],
      source: this.root,
      reenter: true,
      actions: [],
    };
    const sets = new StateSets(NO_HISTORY);
    const entry = sets.entrySet([start]);
    entry.byDefault.add(this.root);
    return this.#step([], [start], entry, new Set([this.root]), undefined, undefined);
  }

  /** The step that takes transitions. Kept, unless it rests on what history states remember. */
  step(configuration: Configuration, selected: Candidate | readonly Candidate[], history: History): Step {
    const candidates = listed(selected);
    const key = candidates.length === 1 ? (candidates[0] as Candidate).number : candidates.map(({ number }) => number).join(" ");
    return configuration.steps.get(key) ?? this.#makeStep(key, configuration, candidates, history);
  }

  #makeStep(key: number | string, configuration: Configuration, candidates: readonly Candidate[], history: History): Step {
    if (this.#steps >= MOST_STEPS) this.#forget();
    const sets = new StateSets(history);
    const active = new Set(configuration.nodes);
    const transitions = sets.withoutConflicts(
      candidates.map(({ transition }) => transition),
      configuration.nodes,
    );
    const exit = sets.exitSet(transitions, configuration.nodes).sort((a, b) => b.order - a.order);
    const remembered = rememberedOn(exit, configuration.nodes);
    const asked = new StateSets(remembered === undefined ? history : { ...history, ...remembered });
    for (const node of exit) active.delete(node);
    const entry = asked.entrySet(transitions);
    const step = this.#step(exit, transitions, entry, active, configuration, remembered);
    if (sets.askedHistory || asked.askedHistory) return step;
    configuration.steps.set(key, step);
    this.#steps += 1;
    return step;
  }

  /** Begins anew to remember. Actors keep the configurations that they stand in, which lead to none of the others any more. */
  #forget(): void {
    for (const configuration of this.#configurations.values()) configuration.forget();
    this.#configurations.clear();
    this.#steps = 0;
  }

  #step(
    exit: readonly StateNode[],
    transitions: readonly Transition[],
    entry: { entered: StateNode[]; byDefault: Set<StateNode> },
    active: Set<StateNode>,
    before: Configuration | undefined,
    remembered: History | undefined,
  ): Step {
    const leaving = this.actions.actions(exit.flatMap((node) => node.exit));
    const taking = this.actions.actions(transitionActions(transitions));
    const { operations, isDone } = entryOperations(this.actions, entry, active);
    const nodes = [...active];
    // The states of a chart that is done are left from the inside, and stay in that order.
    if (isDone) nodes.sort((a, b) => b.order - a.order);
    const ending = isDone ? this.actions.actions(nodes.flatMap((node) => node.exit)) : [];
    const same = before !== undefined && before.nodes.length === active.size && before.nodes.every((node) => active.has(node));
    const stays = same && remembered === undefined;
    const all = [...leaving, ...taking, ...operations, ...ending];
    const next = stays ? before : this.configuration(nodes);
    return new Step(all, next, !stays, remembered);
  }
}

function namedDelay(machine: AnyStateMachine, name: string, strict: boolean): Delay {
  const delays = machine.implementations.delays as Readonly<Record<string, number | AuthorFunction | undefined>>;
  const delay = delays[name];
  if (!strict) return delay;
  if (!Object.hasOwn(delays, name)) {
    return () => {
      throw new ModelError(`delay "${name}" has no implementation`, "BAD_DELAY");
    };
  }
  if (typeof delay === "function") return aroundDelay(delay, (length) => checkedDelay(name, length));
  return () => checkedDelay(name, delay);
}

/** A named delay's length; throws if it is not a number of at least 0. */
export function checkedDelay(name: string, delay: unknown): number {
  if (typeof delay === "number" && delay >= 0) return Math.min(delay, NEVER);
  throw new ModelError(
    `delay "${name}" is ${String(delay)}; allowed is a number of nanoseconds of at least 0, or NEVER`,
    "BAD_DELAY",
  );
}
