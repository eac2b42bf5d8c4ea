import type { DescriptorTable } from "./descriptor-table.ts";
import type { TracedCall } from "./strace-line.ts";

/** Numbers of the pipes in order of creation, by the inode that strace shows; an inode may come back for a new pipe. */
export class PipeNumbers {
  private readonly numbers = new Map<string, number>();
  private next = 0;

  create(inode: string): number {
    const number = this.next;
    this.next += 1;
    this.numbers.set(inode, number);
    return number;
  }

  /** Undefined for a pipe that was made outside the recorded command. */
  find(inode: string): number | undefined {
    return this.numbers.get(inode);
  }
}

/** The pipe's inode in `3<pipe:[1234]>` at the beginning of a call's arguments or result; undefined for anything else. */
export function pipeInode(text: string): string | undefined {
  return /^\d*<pipe:\[(\d+)\]>/.exec(text)?.[1];
}

const leadingNumber = (text: string): number => Number.parseInt(text, 10);

/** Two ends of a new pipe, as `pipe2([3<pipe:[7]>, 4<pipe:[7]>], O_CLOEXEC)` gives them; its number is returned. */
export function openPipe(call: TracedCall, table: DescriptorTable, pipes: PipeNumbers): number | undefined {
  const match = /^\[(\d+)<pipe:\[(\d+)\]>, (\d+)<pipe:/.exec(call.args);
  if (match === null) return undefined;
  const [, readEnd = "", inode = "", writeEnd = ""] = match;
  const pipe = pipes.create(inode);
  const closesOnExec = call.args.includes("O_CLOEXEC");
  table.open(Number(readEnd), pipe, false, closesOnExec);
  table.open(Number(writeEnd), pipe, true, closesOnExec);
  return pipe;
}

function duplicate(call: TracedCall, table: DescriptorTable): void {
  const closesOnExec = call.args.includes("O_CLOEXEC") || call.args.includes("F_DUPFD_CLOEXEC");
  if (call.value !== null) table.duplicate(leadingNumber(call.args), call.value, closesOnExec);
}

/** A pipe's end opened again through a path such as `/dev/fd/3`. */
function reopen(call: TracedCall, table: DescriptorTable, pipes: PipeNumbers): void {
  const pipe = pipes.find(pipeInode(call.note) ?? "");
  if (pipe === undefined || call.value === null) return;
  table.open(call.value, pipe, /O_WRONLY|O_RDWR/.test(call.args), call.args.includes("O_CLOEXEC"));
}

function closeRange(call: TracedCall, table: DescriptorTable): void {
  const [first = "0", last = "0"] = call.args.split(", ");
  if (!call.args.includes("CLOSE_RANGE_CLOEXEC")) table.closeRange(leadingNumber(first), leadingNumber(last));
}

function control(call: TracedCall, table: DescriptorTable): void {
  if (call.args.includes("F_DUPFD")) duplicate(call, table);
  else if (call.args.includes("F_SETFD")) table.setCloseOnExec(leadingNumber(call.args), call.args.includes("FD_CLOEXEC"));
}

/** Keeps a process's table of pipe ends up to date with a call that succeeded. */
export function followDescriptors(call: TracedCall, table: DescriptorTable, pipes: PipeNumbers): void {
  switch (call.name) {
    case "close":
      table.close(leadingNumber(call.args));
      break;
    case "close_range":
      closeRange(call, table);
      break;
    case "dup":
    case "dup2":
    case "dup3":
      duplicate(call, table);
      break;
    case "fcntl":
      control(call, table);
      break;
    case "open":
    case "openat":
      reopen(call, table, pipes);
      break;
    case "execve":
    case "execveat":
      table.execute();
      break;
    default:
  }
}
