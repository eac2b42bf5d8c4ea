/** Where the ideal corner begins: efficiency, and each kind of isolation, are at least this. */
export const IDEAL = 0.98;

/** A kind of isolation counts as provided from this share on. */
export const PASSED = 0.9;
