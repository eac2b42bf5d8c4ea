/** The known name that is most like one that was typed, if any is like enough to have been meant. */
export function closestName(typed: string, known: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(typed.length / 3));
  const ranked = known
    .map((name) => ({ name, distance: editDistance(typed.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best !== undefined && (best.distance <= most || best.name.includes(typed.toLowerCase())) ? best.name : undefined;
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
