/** How this command was started, as the user would type it: from source by npm, or built. */
export function commandPrefix(entry: string | undefined = process.argv[1]): string {
  return entry?.endsWith(".ts") ? "npm run crosstalk --" : "crosstalk";
}

/** A command line as it can be typed into a shell. */
export function commandText(words: readonly string[]): string {
  return `${commandPrefix()} ${shellWords(words)}`;
}

/** Words as they can be typed into a shell. */
export function shellWords(words: readonly string[]): string {
  return words.map(quoted).join(" ");
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
