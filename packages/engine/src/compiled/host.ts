import { createActor, createMachine } from "xstate";

/** Real timers, as an actor outside a simulation has them: XState's own interface. */
export interface Clock {
  setTimeout(work: () => void, delay: number): unknown;
  clearTimeout(id: unknown): void;
}

/** What XState gives to an actor that is told nothing: real timers and the console. Ours has the same. */
export const defaults = createActor(createMachine({})) as unknown as {
  readonly clock: Clock;
  readonly logger: (...values: unknown[]) => void;
};
