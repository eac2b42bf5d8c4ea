import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { StraceReader, type TracedEvent } from "./strace-line.ts";

/** How the table of counts begins that strace appends if asked for it. */
const TABLE = "% time ";

/**
 * The events in a file that strace wrote, in order, without the table of counts at its end. Reads as it goes: a trace
 * may be far larger than memory.
 */
export async function* readTrace(file: string): AsyncGenerator<TracedEvent> {
  const reader = new StraceReader();
  const lines = createInterface({ input: createReadStream(file, "latin1"), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    if (line.startsWith(TABLE)) return;
    const event = reader.read(line);
    if (event !== undefined) yield event;
  }
}
