import { type Runtime, Simulation } from "@crosstalk/engine";
import { setup } from "xstate";
import type { Figure } from "../figure.ts";
import { secondsOf } from "../stopwatch.ts";

/** An actor that waits for an event, with a small context of its own. */
const idler = setup({ types: { context: {} as { number: number }, input: {} as number } }).createMachine({
  context: ({ input }) => ({ number: input }),
  initial: "idle",
  states: { idle: { on: { WAKE: {} } } },
});

/** Paths and contexts are made before, so that they are not counted. */
function heapUsed(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error("start Node with --expose-gc");
  gc();
  gc();
  return process.memoryUsage().heapUsed;
}

/** Time to make and start idle actors, and the bytes that one takes on the heap beside its path and its context. */
export function creation(runtime: Runtime, quick: boolean): readonly Figure[] {
  const count = quick ? 10_000 : 100_000;
  const paths = Array.from({ length: count }, (_, number) => `actor${number}`);
  const withContexts = heapUsed();
  const contexts: unknown[] = paths.map((_, number) => ({ number }));
  const contextBytes = (heapUsed() - withContexts) / count - 8;
  const simulation = new Simulation({ seed: 1, runtime });
  const before = heapUsed();
  const seconds = secondsOf(() => {
    for (let number = 0; number < count; number += 1) simulation.actor(paths[number] as string, idler, number);
    simulation.start();
  });
  const bytes = (heapUsed() - before) / count - contextBytes;
  if (contexts.length !== simulation.paths.length) throw new Error(`${simulation.paths.length} actors have been made`);
  return [
    { name: "memory", title: "memory of one", unit: "B", runtime, value: bytes },
    { name: "creation", title: "making one", unit: "us", runtime, value: (seconds / count) * 1e6 },
  ];
}
