import { ModelError } from "../errors.ts";
import type { ModelEvent } from "../model-event.ts";
import { ContextArguments } from "./arguments.ts";
import type { Branch } from "./branch.ts";
import type { Collector } from "./collector.ts";
import { generation } from "./generation.ts";
import { makeHandler, type Outcome, SETTLED, TAKEN } from "./handler.ts";
import { asWork, comeToRest, macrostep, performAll, restIfNeeded } from "./macrostep.ts";
import { finishStep, takeStep } from "./microstep.ts";
import { takePlainStep } from "./plain-step.ts";
import { goOnFromPause } from "./rest.ts";
import { giveBack, type Scratch, scratchAt, takeScratch } from "./scratch.ts";
import { Selection } from "./selection.ts";
import type { MachineSnapshot } from "./snapshot.ts";
import { NO_HISTORY, Standing } from "./standing.ts";
import type { Step } from "./step.ts";
import { unhandled } from "./unhandled.ts";

/** What is selected by an event that says so: to stop, or that a chart has started, which it knows. */
const NOTHING: Branch = { regions: [], own: [] };
const STOP = new Selection("xstate.stop", NOTHING);
const INIT = new Selection("xstate.init", NOTHING);

/** What waits until the chart has started, or until the event under way has been handled. */
interface Waiting {
  /** Events that have come. */
  readonly mailbox: ModelEvent[];
  /** Custom actions of the start, then what else the start puts off. */
  readonly atStart: (() => void)[];
}

/**
 * One actor's chart: where it stands, and how it handles events, with XState 5's semantics. What it puts off until an
 * event has been handled (delayed events, cancellations, emitted events) goes to the methods that its kinds implement.
 * (Its methods are private by their type only: private names of methods would take a field of each actor.)
 */
export abstract class Instance extends Standing {
  /** While an event is handled, and before the start, what comes waits. */
  #phase: "initializing" | "busy" | "resting" = "busy";
  #waiting: Waiting | undefined;

  /** The actor as authors' functions see it. */
  abstract get self(): unknown;
  abstract get system(): unknown;
  /** Undefined as target: the actor itself. */
  abstract schedule(event: ModelEvent, delay: number, id: string | undefined, target: unknown, eventHash: number): void;
  abstract cancel(id: string): void;
  /** The hash is that of a constant event, -1 of others. */
  abstract emitted(event: ModelEvent, eventHash: number): void;
  abstract sendAtOnce(event: ModelEvent, target: unknown): void;
  abstract log(label: string | undefined, value: unknown): void;
  /** Called after each event that has been handled, and after the start. */
  protected abstract settled(event: ModelEvent): void;
  /** Called once, when something has been thrown. */
  protected abstract failed(error: unknown): void;

  override get snapshot(): MachineSnapshot {
    if (this.#phase === "initializing") throw new Error("Snapshot can't be read while the actor initializes itself");
    return super.snapshot;
  }

  /** Works out the initial state from the input; its custom actions wait for {@link begin}. */
  protected initialize(input: unknown): void {
    const scratch = takeScratch();
    const event: ModelEvent = { type: "xstate.init", input };
    const given = this.chart.context;
    scratch.event = event;
    scratch.status = "active";
    scratch.history = NO_HISTORY;
    scratch.configuration = this.configuration;
    scratch.waiting = scratch.atStart;
    this.#phase = "initializing";
    scratch.context = typeof given === "function" ? {} : given || {};
    this.context = scratch.context;
    try {
      if (typeof given === "function") {
        scratch.context = this.chart.actions.copyContext(given(new ContextArguments(input, this)));
        this.context = scratch.context;
      }
      takeStep(this, scratch, this.chart.initialStep());
      comeToRest(this, scratch, event);
      this.commit(scratch);
      if (scratch.atStart.length + scratch.effects.count > 0)
        this.wait().atStart.push(...scratch.atStart, ...asWork(this, scratch.effects));
    } catch (error) {
      this.setFailed(error);
    } finally {
      this.#phase = "busy";
      giveBack(scratch);
    }
  }

  /** Does what the start has put off. What is sent meanwhile waits. */
  protected begin(event: ModelEvent): void {
    this.#phase = "busy";
    try {
      for (const work of this.#waiting?.atStart.splice(0) ?? []) work();
    } catch (error) {
      this.setFailed(error);
    }
    if (this.status === "error") this.failed(this.error);
    else this.settled(event);
    this.#phase = "resting";
    if (this.#waiting === undefined) return;
    this.emptyMailbox(this.#waiting);
    // Most never need it again: each event would look into its mailbox, which takes longest where actors are many.
    this.#waiting = undefined;
  }

  /** Handles an event; one that comes while another is handled waits for that. `strict`: some transition must take it. */
  protected process(event: ModelEvent, strict: boolean): void {
    if (this.#phase !== "resting") {
      this.postpone(event);
      return;
    }
    this.#phase = "busy";
    this.handle(event, strict);
    this.#phase = "resting";
    if (this.#waiting !== undefined) this.emptyMailbox(this.#waiting);
  }

  private postpone(event: ModelEvent): void {
    this.wait().mailbox.push(event);
  }

  /** Forgets what has been sent and not handled, but for the first so many. */
  protected clearMailbox(kept = 0): void {
    this.#waiting?.mailbox.splice(kept);
  }

  private wait(): Waiting {
    this.#waiting ??= { mailbox: [], atStart: [] };
    return this.#waiting;
  }

  private emptyMailbox({ mailbox }: Waiting): void {
    while (mailbox.length > 0 && this.#phase === "resting") {
      this.#phase = "busy";
      this.handle(mailbox.shift() as ModelEvent, false);
      this.#phase = "resting";
    }
  }

  private handle(event: ModelEvent, strict: boolean): void {
    try {
      const selection = this.configuration.selection(event.type) ?? this.firstSelection(event.type);
      const { handler } = selection;
      const outcome = handler === undefined || this.status !== "active" ? this.choose(selection, event) : handler(this, event);
      if (outcome !== TAKEN) {
        this.handleOtherwise(outcome, event, strict);
        return;
      }
    } catch (error) {
      this.fail(error);
      return;
    }
    this.settled(event);
  }

  private fail(error: unknown): void {
    this.setFailed(error);
    this.failed(error);
  }

  /** Goes on with an event by which no step has been taken. */
  private handleOtherwise(outcome: Step | Outcome | undefined, event: ModelEvent, strict: boolean): void {
    if (outcome === undefined && strict && !event.type.startsWith("xstate."))
      throw new ModelError(unhandled(event, this.configuration.value), "UNHANDLED_EVENT");
    if (outcome !== SETTLED) this.handleAtLength(outcome as Step | undefined, event);
  }

  /** What an event of a type selects that has not come here before. */
  private firstSelection(type: string): Selection {
    if (type === "xstate.stop") return STOP;
    return type === "xstate.init" ? INIT : this.chart.selection(this.configuration, type);
  }

  /** As a handler, for an event for which none has been generated. */
  private choose(selection: Selection, event: ModelEvent): Step | Outcome | undefined {
    if (selection === STOP) {
      this.setStopped();
      return TAKEN;
    }
    const { configuration, context, chart } = this;
    if (selection.used === generation.after) selection.handler = makeHandler(this, selection);
    selection.used += 1;
    if (selection.handler !== undefined && this.status === "active") return selection.handler(this, event);
    const selected = selection.select(context, event, configuration);
    if (selected === undefined) return undefined;
    const step = chart.step(configuration, selected, this.history);
    if (!step.plain || this.status !== "active") return step;
    takePlainStep(this, step, event);
    return TAKEN;
  }

  /** Handles an event that may have any consequences. */
  private handleAtLength(step: Step | undefined, event: ModelEvent): void {
    const scratch = scratchAt(this, this.context, event, 0);
    try {
      macrostep(this, scratch, step, event);
    } catch (error) {
      giveBack(scratch);
      throw error;
    }
    this.commit(scratch);
    this.settle(scratch, event);
  }

  /** Goes on, at length, with a step whose `enqueueActions` at a place among its operations has enqueued what is rare. */
  goOn(scratch: Scratch, step: Step, at: number, collector: Collector): void {
    const event = scratch.event as ModelEvent;
    try {
      finishStep(this, scratch, step, at, collector);
      restIfNeeded(this, scratch, event);
    } catch (error) {
      giveBack(scratch);
      throw error;
    }
    this.commit(scratch);
    this.settle(scratch, event);
  }

  /** Goes on, at length, after a step whose eventless successor does more than to change states. */
  goOnAtRest(scratch: Scratch): void {
    const event = scratch.event as ModelEvent;
    try {
      goOnFromPause(this, scratch, event);
    } catch (error) {
      giveBack(scratch);
      throw error;
    }
    this.commit(scratch);
    this.settle(scratch, event);
  }

  private settle(scratch: Scratch, event: ModelEvent): void {
    try {
      if (scratch.effects.count > 0) performAll(this, scratch.effects);
    } catch (error) {
      this.setFailed(error);
    }
    giveBack(scratch);
    if (this.status === "error") this.failed(this.error);
    else this.settled(event);
  }
}
