import type { WorkloadName } from "./outcome.ts";

/** A workload that all contenders run. */
export interface Contest {
  readonly title: string;
  /** What is counted. */
  readonly unit: string;
  readonly workload: WorkloadName;
  /** Events pending, for HOLD. */
  readonly pending: number;
}

/** The workloads of the contest, by the names that `--only` takes. */
export const contests = {
  "hold-1k": { title: "HOLD, 1 thousand pending", unit: "events/s", workload: "hold", pending: 1_000 },
  "hold-100k": { title: "HOLD, 100 thousand pending", unit: "events/s", workload: "hold", pending: 100_000 },
  "ping-pong": { title: "Ping-pong over a stream", unit: "messages/s", workload: "ping-pong", pending: 0 },
  "single-server": { title: "M/M/1 at 0.9 over streams", unit: "customers/s", workload: "single-server", pending: 0 },
} as const satisfies Readonly<Record<string, Contest>>;

/** Name of a contest. */
export type ContestName = keyof typeof contests;

/** Measurements of ours alone. */
export const figureSections = ["creation", "stopping", "curve", "kernels", "whole"] as const;

/** Name of a measurement of ours alone. */
export type FigureSection = (typeof figureSections)[number];

/** Everything that `--only` takes. */
export type SectionName = ContestName | FigureSection;

/** Names of all sections, in the order of the table. */
export const sectionNames: readonly SectionName[] = [...(Object.keys(contests) as ContestName[]), ...figureSections];
