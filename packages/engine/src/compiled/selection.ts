import type { ModelEvent } from "../model-event.ts";
import { type Branch, choose, flattened, pruned, type Selected } from "./branch.ts";
import type { Candidate } from "./candidate.ts";
import { type Chooser, makeChooser } from "./chooser.ts";
import type { Configuration } from "./configuration.ts";
import { generation } from "./generation.ts";
import type { Handler } from "./handler.ts";

/**
 * The transitions that an event of one type can enable in one configuration. Without parallel regions they form one
 * list, innermost state first, of which the first that is enabled is taken.
 */
export class Selection {
  /** The type of event. */
  readonly type: string;
  /** In order of preference; undefined if regions each choose their own. */
  readonly list: readonly Candidate[] | undefined;
  readonly branch: Branch;
  /** How often it has been used. */
  used = 0;
  /** What handles the event all at once; undefined until it has been used often. */
  handler: Handler | undefined;

  constructor(type: string, branch: Branch) {
    this.type = type;
    this.branch = pruned(branch);
    this.list = flattened(this.branch);
  }

  /** The transitions that an event enables. */
  select(context: unknown, event: ModelEvent, configuration: Configuration): Selected {
    return choose(this.branch, isEnabled, context, event, configuration);
  }
}

/** The eventless transitions that can be taken in one configuration: for each atomic state, from the inside. */
export class EventlessSelection {
  readonly #branch: Branch;
  #used = 0;
  #chooser: Chooser | undefined;

  constructor(chains: readonly (readonly Candidate[])[]) {
    this.#branch = { regions: chains.map((own) => ({ regions: [], own })), own: [] };
  }

  /** The transitions that are enabled, each once. */
  select(context: unknown, event: ModelEvent, configuration: Configuration): Selected {
    const chooser = this.#chooser ?? this.#generated(configuration);
    return chooser === undefined ? choose(this.#branch, holds, context, event, configuration) : chooser(context, event);
  }

  /** Counts that it is used; what chooses, once it has been often enough. */
  #generated(configuration: Configuration): Chooser | undefined {
    if (this.#used === generation.after) this.#chooser = makeChooser(this.#branch, configuration);
    this.#used += 1;
    return this.#chooser;
  }
}

function isEnabled(candidate: Candidate, context: unknown, event: ModelEvent, configuration: Configuration): boolean {
  return candidate.isEnabled(context, event, configuration);
}

/** What the guard of an eventless transition throws, XState tells without the place. */
function holds({ guard }: Candidate, context: unknown, event: ModelEvent, configuration: Configuration): boolean {
  return guard === undefined || guard.holds(context, event, configuration);
}
