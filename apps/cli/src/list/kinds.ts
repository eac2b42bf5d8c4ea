/** The kinds of things that can be listed. */
export const KINDS = [
  "experiments",
  "platforms",
  "hosts",
  "constants",
  "programs",
  "metrics",
  "measures",
  "antagonists",
  "importers",
] as const;

/** A kind of things that can be listed. */
export type Kind = (typeof KINDS)[number];
