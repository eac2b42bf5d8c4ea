import type { Chart } from "./chart.ts";
import type { Configuration } from "./configuration.ts";
import type { History } from "./definition.ts";
import type { Scratch, Status } from "./scratch.ts";
import { type MachineSnapshot, snapshotOf } from "./snapshot.ts";

/** What history states remember at first. */
export const NO_HISTORY: History = {};

/** What few charts have: something to remember, and an end. */
interface Past {
  readonly history: History;
  readonly output: unknown;
  readonly error: unknown;
}

const NO_PAST: Past = { history: NO_HISTORY, output: undefined, error: undefined };

/** Where one actor's chart stands between two events. */
export abstract class Standing {
  configuration: Configuration;
  context: unknown;
  status: Status = "active";
  #past: Past = NO_PAST;
  #snapshot: MachineSnapshot | undefined;

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
    this.#snapshot ??= snapshotOf(this);
    return this.#snapshot;
  }

  /** Moves on to other states and another context. */
  moveTo(configuration: Configuration, context: unknown): void {
    this.configuration = configuration;
    this.context = context;
    this.#snapshot = undefined;
  }

  /** Takes up where a chart stood. */
  protected resume(snapshot: MachineSnapshot, configuration: Configuration): void {
    this.moveTo(configuration, snapshot.context);
    this.status = snapshot.status;
    this.#past = { history: snapshot.historyValue, output: snapshot.output, error: snapshot.error };
  }

  /** Takes up what has come of an event. */
  protected commit(scratch: Scratch): void {
    if (scratch.version === 0) return;
    this.moveTo(scratch.configuration as Configuration, scratch.context);
    this.status = scratch.status;
    const { history, output, error } = scratch;
    const past = this.#past;
    if (history !== past.history || output !== past.output || error !== past.error) this.#past = { history, output, error };
  }

  /** Ends the chart: no exit actions, as in XState. */
  protected setStopped(): void {
    this.status = "stopped";
    this.#snapshot = undefined;
  }

  /** Ends the chart for what has been thrown. */
  protected setFailed(error: unknown): void {
    this.status = "error";
    this.#past = { ...this.#past, error };
    this.#snapshot = undefined;
  }
}
