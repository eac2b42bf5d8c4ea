import { setup } from "xstate";
import type { MachineEvent } from "./event.ts";
import type { Data } from "./expression.ts";

/** What a document logs, told to whoever listens. */
export interface Logged {
  type: "log";
  label: string | undefined;
  value: unknown;
}

/** XState's types for converted machines. */
export const scxml = setup({
  types: {} as { context: Data; events: MachineEvent; emitted: Logged },
});

/** The definition of a converted machine. */
export type MachineDefinition = Parameters<typeof scxml.createMachine>[0];

/** The definition of a state in it. */
export type StateDefinition = NonNullable<MachineDefinition["states"]>[string];

/** An action of it. */
export type Action = Exclude<NonNullable<MachineDefinition["entry"]>, readonly unknown[] | string>;
