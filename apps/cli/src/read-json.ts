import { readFileSync } from "node:fs";

/**
 * Reads a JSON file.
 *
 * @throws if it can't be read, or is not JSON; then the message says where.
 */
export function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new Error(`the file can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`the file is not JSON: ${withPosition((error as Error).message, text)}`);
  }
}

/** What JSON.parse has to say, with line and column: by itself it tells a bare offset, or nothing at the end of the text. */
function withPosition(message: string, text: string): string {
  const end = text.trimEnd().length;
  const offset = / at position (\d+)/.exec(message)?.[1] ?? (/end of JSON/.test(message) ? end : undefined);
  if (offset === undefined) return message;
  if (Number(offset) >= end) return `it ends too early, at ${placeOf(text, end)}`;
  return `${message.replace(/ in JSON at position.*| at position.*/s, "")} at ${placeOf(text, Number(offset))}`;
}

function placeOf(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1}`;
}
