import type { ModelEvent } from "../model-event.ts";
import type { Candidate } from "./candidate.ts";
import type { Configuration } from "./configuration.ts";

/**
 * Transitions that can be selected, as their states are nested: those of parallel regions, each of which chooses its own,
 * and then, if none of them is enabled, the first that is among those of the chain of states around.
 */
export interface Branch {
  readonly regions: readonly Branch[];
  readonly own: readonly Candidate[];
}

/** What has been selected: nothing, one transition as mostly, or several of parallel regions. */
export type Selected = Candidate | readonly Candidate[] | undefined;

/** A branch without regions in which there is nothing to select. */
export function pruned({ regions, own }: Branch): Branch {
  return { own, regions: regions.map(pruned).filter((region) => region.regions.length + region.own.length > 0) };
}

/** The candidates in order of preference, if no two regions choose their own. */
export function flattened({ regions, own }: Branch): readonly Candidate[] | undefined {
  if (regions.length === 0) return own;
  if (regions.length > 1) return undefined;
  const inner = flattened(regions[0] as Branch);
  return inner === undefined ? undefined : [...inner, ...own];
}

/** Whether a candidate's guard holds, or fails as it should. */
export type Ask = (candidate: Candidate, context: unknown, event: ModelEvent, configuration: Configuration) => boolean;

/** What is selected in a branch. */
export function choose(
  { regions, own }: Branch,
  ask: Ask,
  context: unknown,
  event: ModelEvent,
  configuration: Configuration,
): Selected {
  let selected: Selected;
  for (let index = 0; index < regions.length; index += 1)
    selected = joined(selected, choose(regions[index] as Branch, ask, context, event, configuration));
  if (selected !== undefined) return selected;
  for (let index = 0; index < own.length; index += 1)
    if (ask(own[index] as Candidate, context, event, configuration)) return own[index];
  return undefined;
}

/** What is selected in one region and in those after it, each transition once. */
export function joined(selected: Selected, more: Selected): Selected {
  if (more === undefined || more === selected) return selected;
  if (selected === undefined) return more;
  return [...new Set([...listed(selected), ...listed(more)])];
}

/** What has been selected, as a list. */
export function listed(selected: Selected): readonly Candidate[] {
  if (selected === undefined) return [];
  return Array.isArray(selected) ? (selected as readonly Candidate[]) : [selected as Candidate];
}
