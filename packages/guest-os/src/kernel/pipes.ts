import type { Instruction } from "../code.ts";
import { type Act, halt, pipeOf, processOf } from "./act.ts";
import { linuxTableConstants } from "./constants.ts";
import { resume } from "./effects.ts";
import type { Pipe, ProcessEntry } from "./state.ts";

/** What a pipe holds, in bytes. */
const capacity = (): number => linuxTableConstants.pipeBytes.value;

/** Makes a pipe; the process holds its write end. */
export function openPipe(act: Act, process: ProcessEntry, number: number): void {
  pipeOf(act, process, number).writers += 1;
  process.writeEnds.push(number);
}

/** A child holds the write ends that its parent holds. */
export function inheritWriteEnds(act: Act, parent: ProcessEntry, child: ProcessEntry): void {
  child.writeEnds = [...parent.writeEnds];
  for (const number of child.writeEnds) pipeOf(act, child, number).writers += 1;
}

/** Gives a write end up, if the process holds it; readers learn of the end of data. */
export function closePipe(act: Act, process: ProcessEntry, number: number): void {
  const index = process.writeEnds.indexOf(number);
  if (index < 0) return;
  process.writeEnds.splice(index, 1);
  const pipe = pipeOf(act, process, number);
  pipe.writers -= 1;
  if (pipe.writers === 0) wakeReaders(act, pipe);
}

/** Takes the bytes that are asked for, if they are all there; otherwise the process stands still until they are. */
export function readPipe(act: Act, process: ProcessEntry, { pipe: number, bytes }: Instruction & { do: "pipe-read" }): boolean {
  const pipe = pipeOf(act, process, number);
  if (take(pipe, bytes)) {
    wakeWriters(act, pipe);
    return true;
  }
  process.rest = bytes;
  pipe.readers.push(process.pid);
  halt(act, process, { for: "pipe-read", pipe: number });
  return false;
}

function take(pipe: Pipe, bytes: number): boolean {
  if (bytes === 0) return pipe.writers === 0 && pipe.bytes === 0;
  if (pipe.bytes < bytes && pipe.writers > 0) return false;
  pipe.bytes = Math.max(0, pipe.bytes - bytes);
  return true;
}

function wakeReaders(act: Act, pipe: Pipe): void {
  for (let pid = pipe.readers[0]; pid !== undefined; pid = pipe.readers[0]) {
    const reader = processOf(act, pid);
    if (!take(pipe, reader.rest)) return;
    pipe.readers.shift();
    resume(act, reader);
    wakeWriters(act, pipe);
  }
}

/** Puts bytes into a pipe as far as there is room; the process stands still until all are in. */
export function writePipe(act: Act, process: ProcessEntry, { pipe: number, bytes }: Instruction & { do: "pipe-write" }): boolean {
  const pipe = pipeOf(act, process, number);
  process.rest = bytes;
  do {
    const room = Math.min(process.rest, capacity() - pipe.bytes);
    pipe.bytes += room;
    process.rest -= room;
    wakeReaders(act, pipe);
  } while (process.rest > 0 && pipe.bytes < capacity());
  if (process.rest === 0) return true;
  // Last, for with this the processor is given away, and nobody could be woken from it any more.
  pipe.blockedWriters.push(process.pid);
  halt(act, process, { for: "pipe-write", pipe: number });
  return false;
}

/** A process that is killed no longer waits at a pipe. */
export function leavePipe(act: Act, process: ProcessEntry): void {
  const { waiting } = process;
  if (waiting?.for !== "pipe-read" && waiting?.for !== "pipe-write") return;
  const pipe = pipeOf(act, process, waiting.pipe);
  pipe.readers = pipe.readers.filter((pid) => pid !== process.pid);
  pipe.blockedWriters = pipe.blockedWriters.filter((pid) => pid !== process.pid);
}

function wakeWriters(act: Act, pipe: Pipe): void {
  for (let pid = pipe.blockedWriters[0]; pid !== undefined && pipe.bytes < capacity(); pid = pipe.blockedWriters[0]) {
    const writer = processOf(act, pid);
    const room = Math.min(writer.rest, capacity() - pipe.bytes);
    pipe.bytes += room;
    writer.rest -= room;
    if (writer.rest > 0) break;
    pipe.blockedWriters.shift();
    resume(act, writer);
  }
  if (pipe.readers.length > 0) wakeReaders(act, pipe);
}
