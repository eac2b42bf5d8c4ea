import type { SystemCallClass } from "@crosstalk/guest-os";
import type { Moved } from "./classify-call.ts";

/** What the trace tells of one class of system calls. Times in nanoseconds, with the tracer's own time in them. */
export interface ClassStatistics {
  calls: number;
  failed: number;
  tracedNanoseconds: number;
  /** How long calls took, for those where it is known what they waited for: nothing. */
  readonly samples: number[];
}

/** Counts and times of all calls in a trace, by class, and what moved through them. */
export class CallStatistics {
  readonly classes = new Map<SystemCallClass, ClassStatistics>();
  readonly read = { bytes: 0, requests: 0 };
  readonly written = { bytes: 0, requests: 0 };

  count(name: SystemCallClass, failed: boolean, duration: number): void {
    const entry = this.of(name);
    entry.calls += 1;
    if (failed) entry.failed += 1;
    entry.tracedNanoseconds += duration;
  }

  /** Counts a request to move bytes, if the call was one. */
  move(moved: Moved | undefined): void {
    for (const [direction, bytes] of [
      [this.read, moved?.read],
      [this.written, moved?.written],
    ] as const) {
      if (bytes === undefined) continue;
      direction.bytes += bytes;
      direction.requests += 1;
    }
  }

  sample(name: SystemCallClass, nanoseconds: number): void {
    this.of(name).samples.push(nanoseconds);
  }

  private of(name: SystemCallClass): ClassStatistics {
    const known = this.classes.get(name);
    if (known !== undefined) return known;
    const entry: ClassStatistics = { calls: 0, failed: 0, tracedNanoseconds: 0, samples: [] };
    this.classes.set(name, entry);
    return entry;
  }
}
