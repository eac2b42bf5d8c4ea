import type { ModelEvent } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import type { Token } from "./machine.ts";

/** A processor starts to spin until a token is signalled. */
export interface Watch {
  readonly type: "WATCH";
  readonly token: Token;
  /** Number of the processor that spins. */
  readonly processor: number;
}

/** A processor writes a word that others may spin on. */
export interface Signal {
  readonly type: "SIGNAL";
  readonly token: Token;
}

/** The words of shared memory that software spins on, and who spins. */
export interface InterconnectContext {
  /** Paths of the host's processors, by number. */
  readonly processors: readonly string[];
  /** Present values of words; absent: 0. */
  words: Record<string, number>;
  watchers: { word: string; value: number; processor: number }[];
}

/**
 * The coherent memory that joins the processors of a host, as far as software spins on it: words that only grow, and
 * the processors that wait for one to reach a value. The time in which a written line reaches another cache is on the
 * wires to the processors.
 *
 * Simplified: reading while spinning costs nothing to others; contention for the line is not modelled.
 */
export const interconnectMachine = setup({
  types: {} as {
    context: InterconnectContext;
    events: Watch | Signal;
    input: { processors: readonly string[] };
    emitted: ModelEvent;
  },
  actions: {
    watch: enqueueActions(({ context, event, enqueue }) => {
      const { token, processor } = event as Watch;
      context.watchers = context.watchers.filter((watcher) => watcher.processor !== processor);
      if ((context.words[token.word] ?? 0) >= token.value) {
        enqueue.emit({ type: "SIGNALLED", to: context.processors[processor] as string, token });
      } else context.watchers.push({ ...token, processor });
    }),
    write: enqueueActions(({ context, event, enqueue }) => {
      const { token } = event as Signal;
      const value = Math.max(token.value, context.words[token.word] ?? 0);
      context.words[token.word] = value;
      const served = context.watchers.filter((watcher) => watcher.word === token.word && watcher.value <= value);
      context.watchers = context.watchers.filter((watcher) => !served.includes(watcher));
      for (const { processor } of served) {
        enqueue.emit({ type: "SIGNALLED", to: context.processors[processor] as string, token: { word: token.word, value } });
      }
    }),
  },
}).createMachine({
  id: "interconnect",
  context: ({ input }) => ({ processors: input.processors, words: {}, watchers: [] }),
  initial: "coherent",
  states: { coherent: { on: { WATCH: { actions: "watch" }, SIGNAL: { actions: "write" } } } },
});
