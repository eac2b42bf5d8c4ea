/** Tells whether a path is like one of several patterns, in which `*` stands for any characters. */
export function matcherOf(patterns: readonly string[]): (path: string) => boolean {
  const wild = patterns.map((pattern) => pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|/]/g, "\\$&")));
  const expressions = wild.map((parts) => new RegExp(`^${parts.join(".*")}$`, "s"));
  return (path) => expressions.some((expression) => expression.test(path));
}
