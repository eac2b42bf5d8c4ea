import type { ActorCell } from "./actor-cell.ts";
import type { Wire } from "./wire.ts";

/** How an actor hangs together with others by wires. */
export class Links {
  /** Wires that leave the actor, by the path of their target. */
  readonly wires = new Map<string, Wire>();
  /** Actors from which a wire leads to it. */
  readonly sources = new Set<ActorCell>();
  /** The wire that was used last: most actors send to one other over and over. */
  last: Wire | undefined;

  /** Forgets the wire to an actor that has ended. */
  forget(path: string): void {
    this.wires.delete(path);
    this.last = undefined;
  }
}
