import { ModelError } from "../errors.ts";
import type { ModelEvent } from "../model-event.ts";
import { ContextArguments } from "./arguments.ts";
import type { Chart } from "./chart.ts";
import type { Configuration } from "./configuration.ts";
import type { History } from "./definition.ts";
import { takeStep } from "./microstep.ts";
import { Kind, type Operation } from "./operation.ts";
import { takePlainStep } from "./plain-step.ts";
import { AtOnce, type Effects, giveBack, type Scratch, type Status, takeScratch } from "./scratch.ts";
import type { Candidate } from "./selection.ts";
import { type MachineSnapshot, snapshotOf } from "./snapshot.ts";
import type { Step } from "./step.ts";

const NO_HISTORY: History = {};
const NONE: readonly Candidate[] = [];

/** What few charts have: something to remember, and an end. */
interface Past {
  readonly history: History;
  readonly output: unknown;
  readonly error: unknown;
}

/** What waits until the chart has started, or until the event under way has been handled. */
interface Waiting {
  /** Events that have come. */
  readonly mailbox: ModelEvent[];
  /** Custom actions of the start, then what else the start puts off. */
  readonly atStart: (() => void)[];
}

const NO_PAST: Past = { history: NO_HISTORY, output: undefined, error: undefined };

/**
 * One actor's chart: where it stands, and how it handles events, with XState 5's semantics. What it puts off until an
 * event has been handled (delayed events, cancellations, emitted events) goes to the methods that its kinds implement.
 */
export abstract class Instance {
  configuration: Configuration;
  context: unknown;
  status: Status = "active";
  #past: Past = NO_PAST;
  #snapshot: MachineSnapshot | undefined;
  /** While an event is handled, and before the start, what comes waits. */
  #phase: "initializing" | "busy" | "resting" = "busy";
  #waiting: Waiting | undefined;

  constructor(chart: Chart) {
    this.configuration = chart.beforeStart;
  }

  /** The actor as authors' functions see it. */
  abstract get self(): unknown;
  abstract get system(): unknown;
  /** Undefined as target: the actor itself. */
  abstract schedule(event: ModelEvent, delay: number, id: string | undefined, target: unknown, eventHash: number): void;
  abstract cancel(id: string): void;
  /** The hash is that of a constant event, -1 of others. */
  abstract emitted(event: ModelEvent, eventHash: number): void;
  protected abstract sendAtOnce(event: ModelEvent, target: unknown): void;
  abstract log(label: string | undefined, value: unknown): void;
  /** Called after each event that has been handled, and after the start. */
  protected abstract settled(event: ModelEvent): void;
  /** Called once, when something has been thrown. */
  protected abstract failed(error: unknown): void;

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
    if (this.#phase === "initializing") throw new Error("Snapshot can't be read while the actor initializes itself");
    this.#snapshot ??= snapshotOf(this);
    return this.#snapshot;
  }

  /** Works out the initial state from the input; its custom actions wait for {@link begin}. */
  protected initialize(input: unknown): void {
    const scratch = takeScratch();
    const event: ModelEvent = { type: "xstate.init", input };
    const given = (this.chart.machine.config as { readonly context?: unknown }).context;
    scratch.event = event;
    scratch.status = "active";
    scratch.history = NO_HISTORY;
    scratch.configuration = this.configuration;
    scratch.waiting = [];
    this.#phase = "initializing";
    scratch.context = typeof given === "function" ? {} : given || {};
    this.context = scratch.context;
    try {
      if (typeof given === "function") {
        scratch.context = Object.assign({}, given(new ContextArguments(input, this)));
        this.context = scratch.context;
      }
      takeStep(this, scratch, this.chart.initialStep());
      this.#comeToRest(scratch, event);
      this.#commit(scratch);
      if (scratch.waiting.length + scratch.effects.count > 0)
        this.#wait().atStart.push(...scratch.waiting, ...this.#later(scratch.effects));
    } catch (error) {
      this.#fail(error);
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
      this.#fail(error);
    }
    if (this.status === "error") this.failed(this.error);
    else this.settled(event);
    this.#phase = "resting";
    if (this.#waiting !== undefined) this.#emptyMailbox(this.#waiting);
  }

  /** Takes up where a chart stood. */
  protected resume(snapshot: MachineSnapshot, configuration: Configuration): void {
    this.configuration = configuration;
    this.context = snapshot.context;
    this.status = snapshot.status;
    this.#past = { history: snapshot.historyValue, output: snapshot.output, error: snapshot.error };
    this.#snapshot = undefined;
  }

  /** Handles an event; one that comes while another is handled waits for that. `strict`: some transition must take it. */
  protected process(event: ModelEvent, strict: boolean): void {
    if (this.#phase !== "resting") {
      this.#wait().mailbox.push(event);
      return;
    }
    this.#phase = "busy";
    this.#handle(event, strict);
    this.#phase = "resting";
    if (this.#waiting !== undefined) this.#emptyMailbox(this.#waiting);
  }

  /** Forgets what has been sent and not handled, but for the first so many. */
  protected clearMailbox(kept = 0): void {
    this.#waiting?.mailbox.splice(kept);
  }

  /** Ends the chart: no exit actions, as in XState. */
  protected setStopped(): void {
    this.status = "stopped";
    this.#snapshot = undefined;
  }

  /** The chart could not be taken up. */
  protected setFailed(error: unknown): void {
    this.#fail(error);
  }

  #wait(): Waiting {
    this.#waiting ??= { mailbox: [], atStart: [] };
    return this.#waiting;
  }

  #emptyMailbox({ mailbox }: Waiting): void {
    while (mailbox.length > 0 && this.#phase === "resting") {
      this.#phase = "busy";
      this.#handle(mailbox.shift() as ModelEvent, false);
      this.#phase = "resting";
    }
  }

  #handle(event: ModelEvent, strict: boolean): void {
    if (event.type === "xstate.stop") {
      this.setStopped();
      this.settled(event);
      return;
    }
    try {
      const step = this.#firstStep(event, strict);
      if (step?.plain !== true || this.status !== "active") {
        this.#handleAtLength(step, event);
        return;
      }
      takePlainStep(this, step, event);
    } catch (error) {
      this.#fail(error);
      this.failed(error);
      return;
    }
    this.settled(event);
  }

  /** The step that an event causes; undefined if no transition takes it, which is an error if one must. */
  #firstStep(event: ModelEvent, strict: boolean): Step | undefined {
    const { type } = event;
    if (type === "*") throw new Error("An event cannot have the wildcard type ('*')");
    const step = type === "xstate.init" ? undefined : this.#select(this.context, this.configuration, this.history, event);
    if (step === undefined && strict && !type.startsWith("xstate."))
      throw new ModelError(unhandled(event, this.configuration.value), "UNHANDLED_EVENT");
    return step;
  }

  /** Handles an event that may have any consequences. */
  #handleAtLength(step: Step | undefined, event: ModelEvent): void {
    const scratch = takeScratch();
    scratch.context = this.context;
    scratch.configuration = this.configuration;
    scratch.history = this.history;
    scratch.status = this.status;
    scratch.output = this.output;
    scratch.error = this.error;
    scratch.version = 0;
    try {
      this.#macrostep(scratch, step, event);
    } catch (error) {
      giveBack(scratch);
      throw error;
    }
    this.#commit(scratch);
    this.#settle(scratch, event);
  }

  #settle(scratch: Scratch, event: ModelEvent): void {
    try {
      if (scratch.effects.count > 0) this.#perform(scratch.effects);
    } catch (error) {
      this.#fail(error);
    }
    giveBack(scratch);
    if (this.status === "error") this.failed(this.error);
    else this.settled(event);
  }

  #fail(error: unknown): void {
    this.status = "error";
    this.#past = { ...this.#past, error };
    this.#snapshot = undefined;
  }

  #commit(scratch: Scratch): void {
    if (scratch.version === 0) return;
    this.configuration = scratch.configuration as Configuration;
    this.context = scratch.context;
    this.status = scratch.status;
    const { history, output, error } = scratch;
    const past = this.#past;
    if (history !== past.history || output !== past.output || error !== past.error) this.#past = { history, output, error };
    this.#snapshot = undefined;
  }

  #macrostep(scratch: Scratch, step: Step | undefined, event: ModelEvent): void {
    scratch.event = event;
    if (step !== undefined) {
      takeStep(this, scratch, step);
    } else if (event.type.startsWith("xstate.error.actor")) {
      scratch.status = "error";
      scratch.error = event.error;
      scratch.version += 1;
      return;
    }
    if (scratch.raised.length > 0 || (scratch.configuration as Configuration).eventless !== undefined)
      this.#comeToRest(scratch, event);
  }

  /** Moves on to other states and another context. */
  moveTo(configuration: Configuration, context: unknown): void {
    this.configuration = configuration;
    this.context = context;
    this.#snapshot = undefined;
  }

  /** Takes eventless transitions and raised events until there are none. */
  #comeToRest(scratch: Scratch, first: ModelEvent): void {
    const { raised } = scratch;
    let event = first;
    let eventless = true;
    let taken = 0;
    let steps = 0;
    while (scratch.status === "active") {
      steps += 1;
      if (steps > this.chart.mostMicrosteps) throw new Error(endless(this.chart.mostMicrosteps));
      const configuration = scratch.configuration as Configuration;
      const enabled = eventless ? (configuration.eventless?.select(scratch.context, event, configuration) ?? NONE) : NONE;
      const before = scratch.version;
      if (enabled.length > 0) {
        takeStep(this, scratch, this.chart.step(configuration, enabled, scratch.history));
        eventless = scratch.version !== before;
        continue;
      }
      if (taken === raised.length) break;
      event = raised[taken] as ModelEvent;
      taken += 1;
      scratch.event = event;
      const step = this.#select(scratch.context, scratch.configuration as Configuration, scratch.history, event);
      if (step !== undefined) takeStep(this, scratch, step);
      eventless = true;
    }
    if (taken > 0) raised.length = 0;
  }

  /** The step that an event causes; undefined if no transition takes it. */
  #select(context: unknown, configuration: Configuration, history: History, event: ModelEvent): Step | undefined {
    const selection = configuration.selection(event.type) ?? this.chart.selection(configuration, event.type);
    const { list } = selection;
    if (list === undefined) {
      const selected = selection.select(context, event, configuration);
      return selected.length === 0 ? undefined : this.chart.step(configuration, selected, history);
    }
    for (let index = 0; index < list.length; index += 1) {
      const candidate = list[index] as Candidate;
      if (candidate.guard !== undefined && !candidate.isEnabled(context, event, configuration)) continue;
      const known = selection.steps[index];
      if (known !== undefined) return known;
      const step = this.chart.step(configuration, [candidate], history);
      if (configuration.steps.get(String(candidate.number)) === step) selection.steps[index] = step;
      return step;
    }
    return undefined;
  }

  #perform(effects: Effects): void {
    for (let index = 0; index < effects.count; index += 1) {
      const operation = effects.operations[index] as Operation;
      this.#performOne(operation, effects.payloads[index], effects.delays[index] as number, effects.targets[index]);
    }
  }

  #performOne(operation: Operation, payload: unknown, delay: number, target: unknown): void {
    const { kind } = operation;
    if (kind === Kind.emit) this.emitted(payload as ModelEvent, operation.eventHash);
    else if (kind === Kind.cancel) this.cancel(payload as string);
    else if (target instanceof AtOnce) this.sendAtOnce(payload as ModelEvent, target.target);
    else this.schedule(payload as ModelEvent, delay, operation.id as string | undefined, target, operation.eventHash);
  }

  /** The effects of the start, each as work of its own, for they outlive the handling. */
  #later({ count, operations, payloads, delays, targets }: Effects): (() => void)[] {
    return operations.slice(0, count).map((operation, index) => {
      const [payload, delay, target] = [payloads[index], delays[index] as number, targets[index]];
      return () => this.#performOne(operation as Operation, payload, delay, target);
    });
  }
}

function endless(most: number): string {
  return `Infinite loop detected: the machine has processed more than ${most} microsteps without reaching a stable state. This usually happens when there's a cycle of transitions (e.g., eventless transitions or raised events causing state A -> B -> C -> A).`;
}

/** What is said of an event that no transition takes. */
export function unhandled(event: ModelEvent, value: unknown): string {
  const text = JSON.stringify(event);
  const shown = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return `no transition takes event ${shown} in state ${JSON.stringify(value)}; to ignore it, say so: ${event.type}: {}`;
}
