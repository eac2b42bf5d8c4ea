import type { AnyStateMachine } from "xstate";
import type { Branch } from "./branch.ts";
import { Candidate } from "./candidate.ts";
import type { StateValue } from "./configuration.ts";
import { ancestorsOf, isAtomic, type StateNode, type Transition } from "./definition.ts";
import { EventlessSelection, Selection } from "./selection.ts";

/** Types of event that are remembered at a state; more are only met where types are made up at random. */
const MOST_TYPES = 100;

/** Works out which transitions of a machine can be selected where. */
export class Selector {
  readonly #machine: AnyStateMachine;
  readonly #root: StateNode;
  readonly #candidates = new Map<Transition, Candidate>();
  /** A state's transitions by type of event, as far as they are remembered: states are in many configurations. */
  readonly #known = new Map<StateNode, Map<string, readonly Candidate[]>>();

  constructor(machine: AnyStateMachine, root: StateNode) {
    this.#machine = machine;
    this.#root = root;
  }

  /** What an event of a type can enable in a configuration. */
  selection(value: StateValue, type: string): Selection {
    return new Selection(type, this.#branch(this.#root, value, type));
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
  #own(node: StateNode, type: string): readonly Candidate[] {
    let known = this.#known.get(node);
    if (known === undefined) {
      known = new Map();
      this.#known.set(node, known);
    }
    let own = known.get(type);
    if (own === undefined) {
      own = this.#find(node, type);
      if (known.size < MOST_TYPES) known.set(type, own);
    }
    return own;
  }

  #find(node: StateNode, type: string): readonly Candidate[] {
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
