import { now, random } from "@crosstalk/engine";
import { assign, emit, raise, setup } from "xstate";
import type { Arrive } from "./customer.ts";

/** Where customers go, how long it is between two of them on average, and how many stations keep account of them. */
export interface SourceInput {
  readonly to: string;
  readonly meanGap: number;
  readonly stations: number;
}

interface SourceContext {
  readonly to: string;
  readonly meanGap: number;
  readonly nothing: readonly number[];
  /** Time between the last customer and the next. */
  readonly gap: number;
}

const drawGap = (meanGap: number) => Math.round(random("source: gap").exponential(meanGap));

/** Customers come one by one, with exponential times between them. */
export const source = setup({
  types: { context: {} as SourceContext, input: {} as SourceInput, events: {} as { type: "NEXT" }, emitted: {} as Arrive },
  delays: { gap: ({ context }) => context.gap },
}).createMachine({
  context: ({ input: { to, meanGap, stations } }) => ({
    to,
    meanGap,
    nothing: new Array<number>(stations).fill(0),
    gap: drawGap(meanGap),
  }),
  entry: raise({ type: "NEXT" }, { delay: "gap" }),
  on: {
    NEXT: {
      actions: [
        emit(({ context: { to, gap, nothing } }) => ({
          type: "ARRIVE",
          to,
          customer: { arrived: now(), gap, work: nothing, visits: nothing },
        })),
        assign({ gap: ({ context }) => drawGap(context.meanGap) }),
        raise({ type: "NEXT" }, { delay: "gap" }),
      ],
    },
  },
});
