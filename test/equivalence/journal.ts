import type { ModelledEvent } from "./blueprint.ts";

/** Most entries that actions make in one case: a chart that sends to itself without end fails here, in any runtime. */
const MOST_ENTRIES = 250;

/** What has been seen of a run, in order: actions, what was emitted, what subscribers were told, what the clock was asked. */
export class Journal {
  readonly entries: unknown[] = [];

  /** Notes what a runtime did to the world around it. */
  note(...entry: unknown[]): void {
    this.entries.push(entry);
  }

  /** Notes that a function of the machine was called, and with what; throws when a chart goes on without end. */
  called(what: string, mark: number | string, { context, event }: Seen, ...more: unknown[]): void {
    this.entries.push([what, mark, JSON.stringify(context ?? null), event.type, event.number ?? null, ...more]);
    if (this.entries.length > MOST_ENTRIES) throw new Error("endless: the machine has called its actions too often");
  }

  /** All entries since the last time that this was asked. */
  take(): unknown[] {
    return this.entries.splice(0);
  }
}

/** What XState hands to the functions of a machine. */
export interface Seen {
  readonly context: Readonly<Record<string, unknown>> | undefined;
  readonly event: ModelledEvent;
}

/** How often the context says that it has been counted up. */
export function countOf({ context }: Pick<Seen, "context">): number {
  const count = context?.count;
  return typeof count === "number" ? count : 0;
}
