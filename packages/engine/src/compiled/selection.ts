import type { AnyStateMachine } from "xstate";
import type { ModelEvent } from "../model-event.ts";
import type { Configuration, StateValue } from "./configuration.ts";
import { ancestorsOf, isAtomic, type StateNode, type Transition } from "./definition.ts";
import { compileGuard, type Guard } from "./guards.ts";
import type { Step } from "./step.ts";

/** A transition with its guard compiled; one object for each transition of a machine. */
export class Candidate {
  readonly transition: Transition;
  /** Names the transition among those of its machine. */
  readonly number: number;
  readonly guard: Guard | undefined;

  constructor(machine: AnyStateMachine, transition: Transition, number: number) {
    this.transition = transition;
    this.number = number;
    this.guard = transition.guard ? compileGuard(machine, transition.guard) : undefined;
  }

  /** Whether the transition is enabled by an event; what a guard throws is told with the place. */
  isEnabled(context: unknown, event: ModelEvent, configuration: Configuration): boolean {
    if (this.guard === undefined) return true;
    try {
      return this.guard.holds(context, event, configuration);
    } catch (error) {
      throw this.failed(event, error);
    }
  }

  /** The error that tells where a guard has thrown another. */
  failed(event: ModelEvent, error: unknown): Error {
    const { guard, source } = this.transition;
    const name = typeof guard === "string" ? guard : typeof guard === "object" ? guard.type : undefined;
    return new Error(
      `Unable to evaluate guard ${name ? `'${name}' ` : ""}in transition for event '${event.type}' in state node '${source.id}':\n${(error as Error).message}`,
    );
  }
}

/** The candidates of a chain of nested states from the inside, then, inside them, those of parallel regions. */
interface Branch {
  readonly regions: readonly Branch[];
  readonly own: readonly Candidate[];
}

/**
 * The transitions that an event of one type can enable in one configuration. Without parallel regions they form one
 * list, innermost state first, of which the first that is enabled is taken.
 */
export class Selection {
  /** In order of preference; undefined if regions each choose their own. */
  readonly list: readonly Candidate[] | undefined;
  /** Steps of the candidates in the list, where they are known and don't rest on history. */
  readonly steps: (Step | undefined)[];
  readonly #branch: Branch;

  constructor(branch: Branch) {
    const list = flatten(branch);
    this.#branch = branch;
    this.list = list;
    this.steps = list === undefined ? [] : list.map(() => undefined);
  }

  /** The transitions that an event enables. */
  select(context: unknown, event: ModelEvent, configuration: Configuration): Candidate[] {
    return selectIn(this.#branch, context, event, configuration);
  }
}

function flatten({ regions, own }: Branch): readonly Candidate[] | undefined {
  if (regions.length === 0) return own;
  if (regions.length > 1) return undefined;
  const inner = flatten(regions[0] as Branch);
  return inner === undefined ? undefined : [...inner, ...own];
}

function selectIn({ regions, own }: Branch, context: unknown, event: ModelEvent, configuration: Configuration): Candidate[] {
  const inner = regions.flatMap((region) => selectIn(region, context, event, configuration));
  if (inner.length > 0) return inner;
  const first = own.find((candidate) => candidate.isEnabled(context, event, configuration));
  return first === undefined ? [] : [first];
}

/** Works out which transitions of a machine can be selected where. */
export class Selector {
  readonly #machine: AnyStateMachine;
  readonly #root: StateNode;
  readonly #candidates = new Map<Transition, Candidate>();

  constructor(machine: AnyStateMachine, root: StateNode) {
    this.#machine = machine;
    this.#root = root;
  }

  /** What an event of a type can enable in a configuration. */
  selection(value: StateValue, type: string): Selection {
    return new Selection(this.#branch(this.#root, value, type));
  }

  /** The eventless transitions of a set of active states; undefined if there are none. */
  eventless(nodes: readonly StateNode[]): EventlessSelection | undefined {
    const chains = nodes
      .filter(isAtomic)
      .map((node) =>
        [node, ...ancestorsOf(node, undefined)].flatMap(({ always }) => always ?? []).map((one) => this.#candidate(one)),
      )
      .filter((chain) => chain.length > 0);
    return chains.length === 0 ? undefined : new EventlessSelection(chains);
  }

  #branch(node: StateNode, value: StateValue, type: string): Branch {
    const own = this.#own(node, type);
    if (typeof value !== "string") {
      return {
        own,
        regions: Object.entries(value).map(([key, inner]) => this.#branch(node.states[key] as StateNode, inner, type)),
      };
    }
    return { own, regions: [{ own: this.#own(node.states[value] as StateNode, type), regions: [] }] };
  }

  /** A state's transitions for a type of event: of its very name, then of patterns, the longest first. */
  #own(node: StateNode, type: string): Candidate[] {
    const patterns = [...node.transitions.keys()]
      .filter((descriptor) => descriptor !== type && matchesPattern(type, descriptor))
      .sort((a, b) => b.length - a.length);
    return [type, ...patterns].flatMap((key) => node.transitions.get(key) ?? []).map((one) => this.#candidate(one));
  }

  #candidate(transition: Transition): Candidate {
    const known = this.#candidates.get(transition);
    if (known !== undefined) return known;
    const made = new Candidate(this.#machine, transition, this.#candidates.size);
    this.#candidates.set(transition, made);
    return made;
  }
}

/** The eventless transitions that can be taken in one configuration: for each atomic state, from the inside. */
export class EventlessSelection {
  readonly #chains: readonly (readonly Candidate[])[];

  constructor(chains: readonly (readonly Candidate[])[]) {
    this.#chains = chains;
  }

  /** The transitions that are enabled, each once. */
  select(context: unknown, event: ModelEvent, configuration: Configuration): Candidate[] {
    const enabled: Candidate[] = [];
    for (const chain of this.#chains) {
      const first = chain.find(({ guard }) => guard === undefined || guard.holds(context, event, configuration));
      if (first !== undefined && !enabled.includes(first)) enabled.push(first);
    }
    return enabled;
  }
}

/** Whether a descriptor such as `*` or `disk.*` covers a type of event; `disk.*` covers `disk` and `disk.read.done` too. */
function matchesPattern(type: string, descriptor: string): boolean {
  if (descriptor === "*") return true;
  if (!descriptor.endsWith(".*")) return false;
  const tokens = descriptor.split(".");
  const typeTokens = type.split(".");
  for (const [index, token] of tokens.entries()) {
    if (token === "*") return index === tokens.length - 1;
    if (token !== typeTokens[index]) return false;
  }
  return true;
}
