/** The three workloads that every contender runs. */
export type WorkloadName = "hold" | "ping-pong" | "single-server";

/** How large a workload is. */
export interface Size {
  /** HOLD: how many events are pending at any time; ignored by the others. */
  readonly pending: number;
  /** HOLD: about how many events; ping-pong: messages; single server: customers. */
  readonly count: number;
}

/** What a program found: each contender gives some of these numbers, and those that it gives must be the right ones. */
export interface Answer {
  /** Events of HOLD, messages, or customers. */
  readonly done?: number;
  /** When the last of them was, in units of time. */
  readonly last?: number;
  /** HOLD: when the next one would be. */
  readonly next?: number;
  /** Single server: sum of the times that customers wait before their service. */
  readonly waits?: number;
}

/** What one run of a program gave. */
export interface Outcome {
  /** Time between the end of set-up and the end of the run, in seconds of the wall clock. */
  readonly seconds: number;
  readonly answer: Answer;
}

/** One contender's program for each workload that it runs. */
export type Programs = Readonly<Partial<Record<WorkloadName, (size: Size, draws: Float64Array) => Outcome | Promise<Outcome>>>>;
