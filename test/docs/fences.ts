/** A TypeScript snippet of a Markdown document, with what the document says that it prints. */
export interface Snippet {
  /** Line of the snippet's first line in the document, from 1. */
  readonly line: number;
  readonly code: string;
  /** The ```text fence that follows, if one does, with only blank lines between. */
  readonly output: string | undefined;
}

interface Fence {
  readonly language: string;
  readonly line: number;
  /** Index of the line after the closing fence. */
  readonly end: number;
  readonly text: string;
}

function fences(lines: readonly string[]): Fence[] {
  const found: Fence[] = [];
  let index = 0;
  while (index < lines.length) {
    const opening = /^(`{3,})(\S*)/.exec(lines[index] as string);
    index += 1;
    if (opening === null) continue;
    const begin = index;
    while (index < lines.length && !(lines[index] as string).startsWith(opening[1] as string)) index += 1;
    found.push({ language: opening[2] as string, line: begin + 1, end: index + 1, text: lines.slice(begin, index).join("\n") });
    index += 1;
  }
  return found;
}

/** All ```ts fences of a Markdown document. */
export function snippets(markdown: string): Snippet[] {
  const lines = markdown.split("\n");
  const all = fences(lines);
  return all.flatMap((fence, index) => {
    if (fence.language !== "ts") return [];
    const next = all[index + 1];
    const follows = next?.language === "text" && lines.slice(fence.end, next.line - 2).every((line) => line.trim() === "");
    return [{ line: fence.line, code: fence.text, output: follows ? next.text : undefined }];
  });
}
