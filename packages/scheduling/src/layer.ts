import type { EntityId, ProcessorId } from "./policy.ts";
import type { TrapLike, Work } from "./port.ts";

/** What to do with periodic ticks that came while the processor was not running (a guest whose vCPU was descheduled). */
export type TickPolicy =
  /** Every missed tick is handled, one after another. */
  | "catch-up"
  /** Missed ticks are lost: one is handled, and time kept by ticks falls behind. */
  | "skip"
  /** One tick is handled, and the clock page's stolen time accounts for the others. */
  | "stolen-time";

/**
 * What a kernel or hypervisor adds to the bare scheduler: the work that its own actions cost, and what becomes of its
 * entities' work. Pure functions; what they return must not change.
 */
export interface Layer<W extends Work> {
  /** Work of switching from one entity (or none) to another. */
  switching(from: EntityId | null, to: EntityId, processor: ProcessorId): readonly W[];
  /** Work of going idle, done each time before the processor is halted; absent: none. An interrupt in it is taken at once. */
  readonly idling?: (() => readonly W[]) | undefined;
  /** Work of taking an interrupt from below. */
  interrupt(vector: string): readonly W[];
  /**
   * Work of leaving what an entity with a rewriting runs in, and of going back into it, when an interrupt from below
   * comes while it has the processor; absent: none.
   */
  readonly leaving?: ((rewriting: string) => readonly W[]) | undefined;
  /** Work of handling a policy's alarm, such as the tick. */
  alarm(name: string): readonly W[];
  /** Work of passing an interrupt from one entity to another. */
  sendInterrupt(): readonly W[];
  /** Work of asking another processor to pick again, beside what the interrupt is to that processor; absent: none. */
  readonly reschedule?: (() => readonly W[]) | undefined;
  /**
   * What the segments of an entity's burst become; adds the layer's work. One segment to one, so the fraction left is the
   * same. It is asked for each time that the burst is given to a processor: it should remember what long ones have become.
   */
  readonly rewrite?: ((rewriting: string, burst: readonly W[]) => readonly W[]) | undefined;
  /** Whether a trap concerns this layer's owner, and not the entity's client. */
  readonly intercepts?: ((trap: TrapLike) => boolean) | undefined;
  readonly tickPolicy: TickPolicy;
  /** Ticks go on while a processor is idle. */
  readonly ticksWhileIdle: boolean;
  /** Entities are charged without the time that was stolen from the processor below. */
  readonly stealAware: boolean;
}
