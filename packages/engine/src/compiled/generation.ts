/**
 * When code is generated. An event that is handled in a configuration, a step that is taken, a choice that is made: each
 * is done by going through what it consists of so many times before a function is generated for it. So short runs don't
 * pay for compiling what they do a few times only.
 */
export const generation = { after: 20 };

/**
 * From how many times on code is generated, in all charts to come; `Infinity`: never. The outcome is the same: for tests of
 * that, and for measuring. Returns how many times it was before.
 */
export function generateCodeAfter(times: number): number {
  const before = generation.after;
  generation.after = times;
  return before;
}
