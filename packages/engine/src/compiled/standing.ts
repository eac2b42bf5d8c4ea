import type { Chart } from "./chart.ts";
import type { Configuration } from "./configuration.ts";
import type { History } from "./definition.ts";
import type { Scratch, Status } from "./scratch.ts";
import { type MachineSnapshot, snapshotOf } from "./snapshot.ts";

/** What history states remember at first. */
export const NO_HISTORY: History = {};

/** What few charts have: something to remember, an end, and somebody who has asked for their snapshot. */
interface Past {
  readonly history: History;
  readonly output: unknown;
  readonly error: unknown;
  /** Of where the chart stands. */
  readonly snapshot: MachineSnapshot | undefined;
}

const NO_PAST: Past = { history: NO_HISTORY, output: undefined, error: undefined, snapshot: undefined };

function withoutSnapshot({ history, output, error }: Past): Past {
  const isPlain = history === NO_HISTORY && output === undefined && error === undefined;
  return isPlain ? NO_PAST : { history, output, error, snapshot: undefined };
}

/** Where one actor's chart stands between two events. */
export abstract class Standing {
  configuration: Configuration;
  context: unknown;
  status: Status = "active";
  #past: Past = NO_PAST;

  constructor(chart: Chart) {
    this.configuration = chart.beforeStart;
  }

  get chart(): Chart {
    return this.configuration.chart;
  }

  get history(): History {
    return this.#past.history;
  }

  get output(): unknown {
    return this.#past.output;
  }

  get error(): unknown {
    return this.#past.error;
  }

  /** XState's snapshot of where the chart stands; made when asked for, and kept until the chart moves on. */
  get snapshot(): MachineSnapshot {
    const known = this.#past.snapshot;
    if (known !== undefined) return known;
    const snapshot = snapshotOf(this);
    this.#past = { ...this.#past, snapshot };
    return snapshot;
  }

  /** Moves on to other states and another context. */
  moveTo(configuration: Configuration, context: unknown): void {
    this.configuration = configuration;
    this.context = context;
    if (this.#past.snapshot !== undefined) this.#past = withoutSnapshot(this.#past);
  }

  /** Takes up where a chart stood. */
  protected resume(snapshot: MachineSnapshot, configuration: Configuration): void {
    this.moveTo(configuration, snapshot.context);
    this.status = snapshot.status;
    this.#past = { history: snapshot.historyValue, output: snapshot.output, error: snapshot.error, snapshot: undefined };
  }

  /** Takes up what has come of an event. */
  protected commit(scratch: Scratch): void {
    if (scratch.version === 0) return;
    this.moveTo(scratch.configuration as Configuration, scratch.context);
    this.status = scratch.status;
    const { history, output, error } = scratch;
    const past = this.#past;
    if (history !== past.history || output !== past.output || error !== past.error)
      this.#past = { history, output, error, snapshot: undefined };
  }

  /** Ends the chart: no exit actions, as in XState. */
  protected setStopped(): void {
    this.status = "stopped";
    this.#past = withoutSnapshot(this.#past);
  }

  /** Ends the chart for what has been thrown. */
  protected setFailed(error: unknown): void {
    this.status = "error";
    this.#past = { ...this.#past, error, snapshot: undefined };
  }
}
