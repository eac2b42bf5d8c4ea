import { type ModelEvent, NEVER, now } from "@crosstalk/engine";
import type { Answer, Burst, Machine, ProcessorAddress } from "@crosstalk/hardware";
import { enqueueActions, setup } from "xstate";

/** What the software remembers. */
export interface StubbornContext {
  readonly processor: ProcessorAddress;
  readonly burst: Burst;
  ticket: number;
  interruptions: number;
  /** What was sent last is this many segments of the burst, counted from its end. */
  left: number;
  ended: number | null;
}

/** Software that runs one burst on one processor to its end, whoever interrupts it, and then halts. */
export const stubbornMachine = setup({
  types: {} as {
    context: StubbornContext;
    events: Answer;
    input: { processor: ProcessorAddress; burst: Burst };
    emitted: ModelEvent;
  },
  actions: {
    answer: enqueueActions(({ context, event, enqueue }) => {
      const { path: to, id: processor } = context.processor;
      let rest = context.burst;
      if (event.type === "STOPPED") {
        context.left = event.left;
        const remaining = context.burst.slice(context.burst.length - event.left);
        rest = remaining.map((segment, index) => (index === 0 ? { ...segment, from: event.from } : segment));
        if (event.left > 0) context.interruptions += 1;
      }
      if (rest.length === 0) {
        context.ended = now();
        enqueue.emit({ type: "HALT", to, processor, timer: NEVER });
        return;
      }
      context.ticket += 1;
      enqueue.emit({ type: "RUN", to, processor, ticket: context.ticket, burst: rest, timer: NEVER });
    }),
    halt: enqueueActions(({ context, enqueue }) => {
      const { path: to, id: processor } = context.processor;
      enqueue.emit({ type: "HALT", to, processor, timer: NEVER });
    }),
  },
}).createMachine({
  id: "stubborn-software",
  context: ({ input }) => ({ ...input, ticket: 0, interruptions: 0, left: input.burst.length, ended: null }),
  initial: "working",
  states: {
    working: {
      always: { guard: ({ context }) => context.ended !== null, target: "done" },
      on: { INTERRUPT: { actions: "answer" }, STOPPED: { actions: "answer" } },
    },
    done: { on: { INTERRUPT: { actions: "halt" } } },
  },
});

/** The input of software on a machine's first processor. */
export function stubbornInput(machine: Machine, burst: Burst): { processor: ProcessorAddress; burst: Burst } {
  return { processor: machine.processors[0] as ProcessorAddress, burst };
}
