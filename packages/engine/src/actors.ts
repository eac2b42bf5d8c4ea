import type { AnyStateMachine } from "xstate";
import { ActorCell, type CellHost, type SavedActor } from "./actor-cell.ts";
import type { Agenda } from "./agenda.ts";
import { type UnsupportedFeature, unsupportedFeatures } from "./compiled/compile.ts";
import { CompiledChart, chartOf } from "./compiled-cell.ts";
import { ModelError } from "./errors.ts";
import type { Failure } from "./failure.ts";
import { InterpretedChart } from "./interpreted-cell.ts";
import type { ModelEvent, Runtime } from "./model-event.ts";
import { checkMachine } from "./strict-machine.ts";
import { type Nanoseconds, NEVER } from "./time.ts";
import type { DelayedEvent } from "./timers.ts";

/** All actors of a simulation, by index and by path, with their delayed events; and the factories of further ones. */
export class Actors implements CellHost {
  /** By index; undefined where an actor has been stopped. Indexes are not used twice. */
  readonly cells: (ActorCell | undefined)[] = [];
  readonly byPath = new Map<string, ActorCell>();
  readonly factories = new Map<string, AnyStateMachine>();
  readonly #runtime: Runtime;
  readonly #agenda: Agenda;
  readonly #failure: Failure;
  readonly emitted: CellHost["emitted"];

  /** `emitted`: what takes the events that actors emit. */
  constructor(runtime: Runtime, agenda: Agenda, failure: Failure, emitted: CellHost["emitted"]) {
    this.#runtime = runtime;
    this.#agenda = agenda;
    this.#failure = failure;
    this.emitted = emitted;
  }

  /** The actor at a path; an error if there is none. */
  at(path: string): ActorCell {
    const cell = this.byPath.get(path);
    if (cell === undefined) throw this.#failure.error("NO_SUCH_ACTOR", `there is no actor at ${path}`, path);
    return cell;
  }

  /** Makes an actor, but does not start it. */
  add(path: string, machine: AnyStateMachine, input: unknown, factory?: string, index = this.cells.length): ActorCell {
    if (this.byPath.has(path)) throw this.#failure.error("DUPLICATE_PATH", `there is an actor at ${path} already`, path);
    const cell = this.#make(path, machine, input, factory, index);
    this.cells[index] = cell;
    this.byPath.set(path, cell);
    return cell;
  }

  /** The machine of a factory; an error if there is none of that name. */
  factory(name: string): AnyStateMachine {
    const machine = this.factories.get(name);
    if (machine === undefined) throw this.#failure.error("NO_SUCH_ACTOR", `no factory "${name}" was named at assembly`, "");
    return machine;
  }

  /** Ends an actor that was made during the run. What is on its way to it is lost. */
  remove(path: string): void {
    const cell = this.at(path);
    if (cell.factory === undefined) throw new ModelError(`actor ${path} was assembled, so it can't be stopped during the run`);
    cell.stop();
    this.#agenda.stopped();
    this.byPath.delete(path);
    this.cells[cell.index] = undefined;
    const { links } = cell;
    if (links === undefined) return;
    for (const source of links.sources) source.links?.forget(path);
    for (const target of links.wires.keys()) this.byPath.get(target)?.links?.sources.delete(cell);
  }

  /** Which machines run on XState's interpreter though the run is compiled, and what stands in the way. */
  readonly interpreted = new Map<string, readonly UnsupportedFeature[]>();

  #make(path: string, machine: AnyStateMachine, input: unknown, factory: string | undefined, index: number): ActorCell {
    try {
      if (this.#runtime === "reference") checkMachine(machine);
      else if (chartOf(machine) === undefined) this.interpreted.set(machine.id, unsupportedFeatures(machine));
      return new ActorCell(this, index, path, machine, input, factory);
    } catch (error) {
      throw this.#failure.from("MODEL_EXCEPTION", error, path);
    }
  }

  start(cell: ActorCell, saved: SavedActor | undefined): void {
    const chart = this.#runtime === "compiled" ? chartOf(cell.machine) : undefined;
    if (chart === undefined) new InterpretedChart(cell, cell.machine, saved);
    else new CompiledChart(cell, chart, saved);
  }

  schedule(timer: DelayedEvent, event: ModelEvent, delay: Nanoseconds, eventHash: number): void {
    if (!(delay >= 0) || this.isPending(timer)) this.#refuse(timer, event, delay);
    if (delay >= NEVER) return;
    timer.event = event;
    timer.hash = eventHash;
    this.#agenda.pushTimer(this.#agenda.now + Math.round(delay), timer);
  }

  isPending(timer: DelayedEvent): boolean {
    return this.#agenda.isTimerPending(timer);
  }

  cancel(timer: DelayedEvent): void {
    this.#agenda.cancelTimer(timer);
  }

  failed(cell: ActorCell, error: unknown): void {
    this.#failure.record("MODEL_EXCEPTION", error, cell.path);
  }

  #refuse({ timer }: DelayedEvent, { type }: ModelEvent, delay: Nanoseconds): never {
    if (!(delay >= 0))
      throw new ModelError(`the delay of event ${type} is ${delay} ns; allowed is at least 0, or NEVER`, "BAD_DELAY");
    throw new ModelError(`a delayed event with id "${timer}" is pending already`, "BAD_DELAY");
  }
}
