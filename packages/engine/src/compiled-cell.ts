import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import { type ActorCell, type CellChart, type CellHost, refuseAfterEnd, type SavedActor } from "./actor-cell.ts";
import { Chart } from "./compiled/chart.ts";
import { unsupportedFeatures } from "./compiled/compile.ts";
import type { Configuration } from "./compiled/configuration.ts";
import { freezeConstantEvents } from "./compiled/constant-events.ts";
import type { StateNode } from "./compiled/definition.ts";
import { Instance } from "./compiled/instance.ts";
import type { MachineSnapshot } from "./compiled/snapshot.ts";
import { ModelError } from "./errors.ts";
import { hashText } from "./hash.ts";
import { savedChart } from "./interpreted-cell.ts";
import { copyJson } from "./json.ts";
import type { ModelEvent } from "./model-event.ts";
import { checkMachine } from "./strict-machine.ts";
import { type DelayedEvent, NO_EVENT } from "./timers.ts";

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

/** What models have asked to see of actors. */
const selves = new WeakMap<CompiledChart, object>();

/**
 * An actor's statechart on the compiled runtime. On the event list it stands for a delayed event of its own: most have one to
 * come at a time, so that nothing else has to be kept for it, nor fetched when it is due.
 */
export class CompiledChart extends Instance implements CellChart, DelayedEvent {
  readonly cell: ActorCell;
  readonly host: CellHost;
  readonly pathHash: number;
  /** Id of the delayed event that it stands for, or stood for last. */
  timer: string | undefined;
  event: ModelEvent = NO_EVENT;
  hash = -1;
  slot = 0;

  /** Starts it, from the beginning or from where it was saved. */
  constructor(cell: ActorCell, chart: Chart, saved?: SavedActor) {
    super(chart);
    this.cell = cell;
    this.host = cell.host;
    this.pathHash = hashText(cell.path);
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
    const known = selves.get(this);
    if (known !== undefined) return known;
    const made = {
      id: this.cell.path,
      sessionId: this.cell.path,
      send: (event: ModelEvent) => this.process(event, false),
      getSnapshot: () => this.snapshot,
      _send: (event: ModelEvent) => this.process(event, false),
    };
    selves.set(this, made);
    return made;
  }

  get taker(): this {
    return this;
  }

  get work(): undefined {
    return undefined;
  }

  get system(): object {
    return { get: () => undefined, getAll: () => ({}) };
  }

  deliver(event: ModelEvent): void {
    if (this.status !== "active") refuseAfterEnd(event);
    this.process(event, true);
  }

  fetch(): number {
    return this.context === undefined ? 1 : 0;
  }

  stop(): void {
    this.setStopped();
  }

  ownTimer(id: string): this | undefined {
    if (this.timer !== id) {
      if (this.host.isPending(this)) return undefined;
      this.timer = id;
    }
    return this;
  }

  cancelOwnTimer(): void {
    this.host.cancel(this);
  }

  save(): Pick<SavedActor, "snapshot" | "nodes"> {
    const snapshot = this.snapshot as AnyMachineSnapshot;
    const persist = () => this.chart.machine.getPersistedSnapshot(snapshot as never);
    return savedChart(this.cell.path, snapshot, persist);
  }

  override schedule(event: ModelEvent, delay: number, id: string | undefined, target: unknown, eventHash: number): void {
    if (target !== undefined && target !== selves.get(this)) refuseTarget(this.cell.path);
    const timer = this.timer === id && id !== undefined ? this : this.cell.timer(id ?? this.cell.nextId());
    this.host.schedule(timer, event, delay, eventHash);
  }

  override cancel(id: string): void {
    if (this.timer === id) this.host.cancel(this);
    else this.cell.cancel(id);
  }

  override emitted(event: ModelEvent, eventHash: number): void {
    this.host.emitted(this.cell, event, eventHash);
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
    this.host.failed(this.cell, error);
  }
}

function refuseTarget(path: string): never {
  throw new ModelError(`a delayed sendTo of ${path} goes to another actor; emit over a wire instead`, "UNSUPPORTED");
}

/** Where a saved chart stood. */
function standing(chart: Chart, { snapshot, nodes }: SavedActor): [MachineSnapshot, Configuration] {
  const { machine } = chart;
  const restored = machine.restoreSnapshot(copyJson(snapshot) as never, {} as never) as unknown as MachineSnapshot;
  return [restored, chart.configuration(nodes.map((id) => machine.getStateNodeById(`#${id}`) as unknown as StateNode))];
}
