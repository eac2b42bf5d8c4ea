import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { StraceReader, type TracedEvent } from "./strace-line.ts";

/** The events in a file that strace wrote, in order. Reads as it goes: a trace may be far larger than memory. */
export async function* readTrace(file: string): AsyncGenerator<TracedEvent> {
  const reader = new StraceReader();
  const lines = createInterface({ input: createReadStream(file, "latin1"), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    const event = reader.read(line);
    if (event !== undefined) yield event;
  }
}
