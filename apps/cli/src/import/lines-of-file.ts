import { closeSync, openSync, readSync } from "node:fs";
import { StringDecoder } from "node:string_decoder";

/** Bytes that are read at a time. */
const CHUNK = 65_536;

/**
 * The lines of a file, without line feeds, read piece by piece: traces can be longer than the longest string.
 *
 * @throws if the file can't be read; then the message says why.
 */
export function* linesOfFile(path: string): Iterable<string> {
  const file = attempt(() => openSync(path, "r"));
  try {
    const decoder = new StringDecoder("utf8");
    const buffer = Buffer.alloc(CHUNK);
    let rest = "";
    for (;;) {
      const count = attempt(() => readSync(file, buffer));
      if (count === 0) break;
      const lines = (rest + decoder.write(buffer.subarray(0, count))).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
    rest += decoder.end();
    if (rest !== "") yield rest;
  } finally {
    closeSync(file);
  }
}

/** A file that can't be read. */
export class UnreadableFileError extends Error {
  override readonly name = "UnreadableFileError";
}

function attempt<Value>(action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    throw new UnreadableFileError(`the file can't be read (${(error as NodeJS.ErrnoException).code})`);
  }
}
