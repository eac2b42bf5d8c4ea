import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { type ActorCell, type CellChart, refuseAfterEnd, type SavedActor } from "./actor-cell.ts";
import { Chart } from "./compiled/chart.ts";
import { unsupportedFeatures } from "./compiled/compile.ts";
import type { Configuration } from "./compiled/configuration.ts";
import { freezeConstantEvents } from "./compiled/constant-events.ts";
import type { StateNode } from "./compiled/definition.ts";
import { Instance } from "./compiled/instance.ts";
import type { MachineSnapshot } from "./compiled/snapshot.ts";
import { ModelError } from "./errors.ts";
import { savedChart } from "./interpreted-cell.ts";
import { copyJson } from "./json.ts";
import type { ModelEvent } from "./model-event.ts";
import { checkMachine } from "./strict-machine.ts";
import type { Timer } from "./timers.ts";

const charts = new WeakMap<AnyStateMachine, Chart | undefined>();

/** The machine that was asked for last, and its chart: actors are made by the thousand of one machine. */
let lastMachine: AnyStateMachine | undefined;
let lastChart: Chart | undefined;

/** The compiled definition of a machine, made once; undefined if it does not compile. */
export function chartOf(machine: AnyStateMachine): Chart | undefined {
  if (machine === lastMachine) return lastChart;
  lastChart = charts.has(machine) ? charts.get(machine) : makeChart(machine);
  lastMachine = machine;
  return lastChart;
}

function makeChart(machine: AnyStateMachine): Chart | undefined {
  checkMachine(machine);
  freezeConstantEvents(machine);
  const made = unsupportedFeatures(machine).length > 0 ? undefined : new Chart(machine, true);
  charts.set(machine, made);
  return made;
}

/** An actor's statechart on the compiled runtime. */
export class CompiledChart extends Instance implements CellChart {
  readonly cell: ActorCell;
  /** The delayed event that came up last: most charts use one over and over. */
  #timer: Timer | undefined;
  #self: object | undefined;

  /** Starts it, from the beginning or from where it was saved. */
  constructor(cell: ActorCell, chart: Chart, saved?: SavedActor) {
    super(chart);
    this.cell = cell;
    cell.chart = this;
    if (saved === undefined) {
      this.initialize(cell.input);
    } else {
      cell.countFrom(saved.numbered);
      this.resume(...standing(chart, saved));
    }
    if (this.status === "error") this.failed(this.error);
    else this.begin({ type: "xstate.init", input: cell.input });
  }

  /** What models may see of the actor: as of XState's, its id, its snapshot, and how to send to it. */
  get self(): object {
    this.#self ??= {
      id: this.cell.path,
      sessionId: this.cell.path,
      send: (event: ModelEvent) => this.process(event, false),
      getSnapshot: () => this.snapshot,
      _send: (event: ModelEvent) => this.process(event, false),
    };
    return this.#self;
  }

  get system(): object {
    return { get: () => undefined, getAll: () => ({}) };
  }

  deliver(event: ModelEvent): void {
    if (this.status !== "active") refuseAfterEnd(event);
    this.process(event, true);
  }

  fetch(): number {
    return (this.context === undefined ? 1 : 0) + (this.#timer === undefined ? 1 : 0);
  }

  stop(): void {
    this.setStopped();
  }

  timersForgotten(): void {
    this.#timer = undefined;
  }

  save(): Pick<SavedActor, "snapshot" | "nodes"> {
    const snapshot = this.snapshot as AnyMachineSnapshot;
    const persist = () => this.chart.machine.getPersistedSnapshot(snapshot as never);
    return savedChart(this.cell.path, snapshot, persist);
  }

  override schedule(event: ModelEvent, delay: number, id: string | undefined, target: unknown, eventHash: number): void {
    if (target !== undefined && target !== this.#self) this.#refuse();
    const timer = this.#timer;
    const known = timer !== undefined && timer.timer === id ? timer : this.#timerOf(id ?? this.cell.nextId());
    known.host.schedule(known, event, delay, eventHash);
  }

  #refuse(): never {
    const why = `a delayed sendTo of ${this.cell.path} goes to another actor; emit over a wire instead`;
    throw new ModelError(why, "UNSUPPORTED");
  }

  #timerOf(id: string): Timer {
    const timer = this.cell.timer(id);
    this.#timer = timer;
    return timer;
  }

  override cancel(id: string): void {
    const timer = this.#timer;
    if (timer !== undefined && timer.timer === id) timer.host.cancel(timer);
    else this.cell.cancel(id);
  }

  override emitted(event: ModelEvent, eventHash: number): void {
    this.cell.host.emitted(this.cell, event, eventHash);
  }

  override sendAtOnce(event: ModelEvent, target: unknown): void {
    (target as { _send(event: ModelEvent): void })._send(event);
  }

  override log(): void {
    // A model's log lines are for XState's inspector; a run is watched by traces.
  }

  protected override settled(): void {
    if (this.status !== "done") return;
    this.cell.cancelAll();
    this.clearMailbox();
  }

  protected override failed(error: unknown): void {
    this.clearMailbox();
    this.cell.host.failed(this.cell, error);
  }
}

/** Where a saved chart stood. */
function standing(chart: Chart, { snapshot, nodes }: SavedActor): [MachineSnapshot, Configuration] {
  const { machine } = chart;
  const restored = machine.restoreSnapshot(copyJson(snapshot) as never, {} as never) as unknown as MachineSnapshot;
  return [restored, chart.configuration(nodes.map((id) => machine.getStateNodeById(`#${id}`) as unknown as StateNode))];
}
