/**
 * The known name that is most like one that was typed, if any is like enough to have been meant: some letters are others, or
 * it is part of the name, whatever signs are between letters.
 */
export function closestName(typed: string, known: readonly string[]): string | undefined {
  const most = Math.min(Math.max(2, Math.floor(typed.length / 3)), typed.length - 1);
  const core = lettersOf(typed);
  const ranked = known
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  if (best !== undefined && best.distance <= most) return best.name;
  return core.length < 2 ? undefined : ranked.find(({ name }) => lettersOf(name).includes(core))?.name;
}

/** A hint after a wrong name, such as ` (did you mean xen-4.2?)`; empty if no name that is known is like it. */
export function didYouMean(typed: string, known: readonly string[]): string {
  const meant = closestName(typed, known);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}

/** Letters and digits of a text alone. */
function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{Letter}\p{Number}]/gu, "");
}

/** Insertions, deletions and replacements of a letter that turn one text into the other (Levenshtein). */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] as number) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[to.length] as number;
}
