import type { ContestName } from "./sections.ts";

/** A program that takes part in the contest. */
export interface Contender {
  readonly title: string;
  /** In Node, by the programs of `programs.ts`; or a program of its own in the folder `peers`. */
  readonly kind: "node" | "native";
  /** About how many events, messages or customers, so that a run takes about a second; a contest that is absent is not run. */
  readonly counts: Readonly<Partial<Record<ContestName, number>>>;
}

const counts = (hold1k: number, hold100k: number, pingPong: number, singleServer: number) => ({
  "hold-1k": hold1k,
  "hold-100k": hold100k,
  "ping-pong": pingPong,
  "single-server": singleServer,
});

/** All contenders, ours first; slow ones run fewer events. */
export const contenders: Readonly<Record<string, Contender>> = {
  "event-list": { title: "our event list, bare", kind: "node", counts: { "hold-1k": 20_000_000, "hold-100k": 12_000_000 } },
  compiled: { title: "our statecharts, compiled", kind: "node", counts: counts(10_000_000, 3_000_000, 10_000_000, 1_000_000) },
  reference: { title: "our statecharts, reference", kind: "node", counts: counts(200_000, 200_000, 300_000, 100_000) },
  xstate: { title: "XState, heap clock", kind: "node", counts: counts(200_000, 200_000, 200_000, 100_000) },
  simjs: { title: "simjs 2.0.3", kind: "node", counts: counts(3_000_000, 500_000, 10_000_000, 1_000_000) },
  simscript: { title: "simscript 1.0.37", kind: "node", counts: counts(30_000, 500, 50_000, 20_000) },
  rxjs: { title: "RxJS VirtualTimeScheduler", kind: "node", counts: counts(100_000, 500, 10_000_000, 1_000_000) },
  cpp: { title: "C++ std::priority_queue", kind: "native", counts: counts(16_000_000, 8_000_000, 50_000_000, 1_000_000) },
  "ns-3": { title: "ns-3, priority queue", kind: "native", counts: counts(8_000_000, 4_000_000, 12_000_000, 1_000_000) },
  simgrid: { title: "SimGrid S4U", kind: "native", counts: counts(300_000, 300_000, 200_000, 200_000) },
  simpy: { title: "SimPy, CPython", kind: "native", counts: counts(500_000, 300_000, 200_000, 100_000) },
};

/** The contender that others are compared with. */
export const YARDSTICK = "cpp";
