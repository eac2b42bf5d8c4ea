import type { SystemCallClass } from "@crosstalk/guest-os";
import type { Moved } from "./classify-call.ts";
import type { DescriptorTable } from "./descriptor-table.ts";
import type { ProfileStep } from "./profile-parts.ts";
import type { TracedCall } from "./strace-line.ts";

/** A stretch between a call's return and the next one's entry, as traced. */
export interface Gap {
  readonly nanoseconds: number;
  /** The call before it had waited, so the process may have waited for a processor when it went on. */
  readonly woken: boolean;
}

/** A `run` step before the untraced times are known. */
export interface DraftRun {
  readonly do: "draft";
  readonly gaps: Gap[];
  readonly calls: Partial<Record<SystemCallClass, number>>;
  bytesRead: number;
  bytesWritten: number;
}

/** A step whose times are not known yet, or that has none. */
export type DraftStep = DraftRun | Exclude<ProfileStep, { do: "run" }>;

/** A pipe holds so much before its writer blocks. */
const PIPE_CAPACITY = 65_536;

const isPlain = (step: DraftStep | undefined): step is DraftRun => step?.do === "draft" && Object.keys(step.calls).length === 0;

/** One process or thread while the trace is read. */
export class ProcessDraft {
  readonly id: number;
  readonly parent: number | null;
  readonly pid: number;
  program: string;
  /** Shared with the threads of the same process. */
  readonly table: DescriptorTable;
  readonly steps: DraftStep[] = [];
  /** A call that a signal broke off. */
  interrupted: { readonly call: TracedCall; readonly name: SystemCallClass } | undefined;
  /** When it called exit; undefined until then. */
  exitEntered: number | undefined;
  ended = false;
  private lastReturn: { readonly at: number; readonly woken: boolean } | undefined;

  constructor(id: number, parent: ProcessDraft | null, pid: number, table: DescriptorTable) {
    this.id = id;
    this.parent = parent?.id ?? null;
    this.pid = pid;
    this.program = parent?.program ?? "";
    this.table = table;
  }

  /** It was in user mode from its last call's return until `at`. */
  enter(at: number): void {
    const from = this.lastReturn;
    if (from !== undefined && at > from.at) this.run().gaps.push({ nanoseconds: at - from.at, woken: from.woken });
  }

  /** It goes on in user mode, after a call that had waited or not. */
  leave(at: number, woken: boolean): void {
    this.lastReturn = { at, woken };
  }

  count(name: SystemCallClass, moved: Moved | undefined): void {
    const run = this.run();
    run.calls[name] = (run.calls[name] ?? 0) + 1;
    this.move(moved);
  }

  /** Counts bytes without a call. */
  move(moved: Moved | undefined): void {
    const { read = 0, written = 0 } = moved ?? {};
    if (read + written === 0) return;
    const run = this.run();
    run.bytesRead += read;
    run.bytesWritten += written;
  }

  add(step: DraftStep): void {
    this.steps.push(step);
  }

  /** Adds a transfer through a pipe, to the one before it if only user time lies between. */
  transfer(kind: "pipe-read" | "pipe-write", pipe: number, bytes: number): void {
    const last = this.steps.at(-1);
    const at = isPlain(last) ? this.steps.length - 2 : this.steps.length - 1;
    const before = this.steps[at];
    const fits = before?.do === kind && before.pipe === pipe && before.bytes > 0 && before.bytes + bytes <= PIPE_CAPACITY;
    if (fits && bytes > 0) {
      this.steps[at] = { ...before, bytes: before.bytes + bytes, requests: before.requests + 1 };
    } else {
      this.add({ do: kind, pipe, bytes, requests: 1 });
    }
  }

  /** Says which write ends it has given up since the last time. */
  noteGivenUp(): void {
    for (const pipe of this.table.givenUp()) this.add({ do: "pipe-close", pipe });
  }

  private run(): DraftRun {
    const last = this.steps.at(-1);
    if (last?.do === "draft") return last;
    const run: DraftRun = { do: "draft", gaps: [], calls: {}, bytesRead: 0, bytesWritten: 0 };
    this.steps.push(run);
    return run;
  }
}
