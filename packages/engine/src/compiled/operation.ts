import { hashFields } from "../content-hash.ts";
import type { ModelEvent } from "../model-event.ts";
import type { ContextCopier } from "./context-copier.ts";
import type { StateNode } from "./definition.ts";
import { withWholeArguments } from "./whole-arguments.ts";

/** What an operation does: the small integers by which a step is run. */
export const Kind = {
  custom: 0,
  assignFunction: 1,
  assignFields: 2,
  /** Puts an event on the chart's internal queue. */
  raise: 3,
  /** Raises after a delay; without delay at once. */
  raiseLater: 4,
  cancel: 5,
  emit: 6,
  sendTo: 7,
  log: 8,
  enqueue: 9,
  stateDone: 10,
  machineDone: 11,
  /** Fails when it is reached, as XState would. */
  fail: 12,
} as const;

export type Kind = (typeof Kind)[keyof typeof Kind];

/** A function of a machine's author: takes what XState gives actions, and the action's parameters. */
export type AuthorFunction = (arguments_: unknown, params?: unknown) => unknown;

/** A delay: a number, what computes one, or undefined for none. */
export type Delay = number | AuthorFunction | undefined;

/** What an operation is made of; see {@link Kind} for which fields count. */
export interface OperationFields {
  readonly kind: Kind;
  /** Custom action, assignment, collector of actions, value to log, or output of a final state. */
  readonly run?: AuthorFunction | undefined;
  /** Fields to assign, or a constant value to log or to give as output. */
  readonly value?: unknown;
  /** A constant event. */
  readonly event?: ModelEvent | undefined;
  /** Whether the event is part of the machine's definition, so that its hash is worth working out beforehand. */
  readonly constant?: boolean;
  /** An event that is computed. */
  readonly computeEvent?: AuthorFunction | undefined;
  readonly delay?: Delay;
  /** Whether the delay is a number whenever it is computed. */
  readonly alwaysDelayed?: boolean;
  /** Id of a delayed event, or what computes it. */
  readonly id?: string | AuthorFunction | undefined;
  /** Who a sent event goes to, or what computes it. */
  readonly to?: unknown;
  readonly params?: unknown;
  readonly computeParams?: AuthorFunction | undefined;
  /** Type of the done event, label of a log entry, or message of a failure. */
  readonly text?: string | undefined;
  /** The state on whose completion the chart is done. */
  readonly node?: StateNode | undefined;
  readonly copier?: ContextCopier | undefined;
}

/** One operation of a step. All have the same fields, so that the loop over them stays fast. */
export class Operation {
  readonly kind: Kind;
  readonly run: AuthorFunction | undefined;
  readonly value: unknown;
  readonly event: ModelEvent | undefined;
  /** Hash of a constant event, worked out once; -1 for others. */
  readonly eventHash: number;
  readonly computeEvent: AuthorFunction | undefined;
  readonly delay: Delay;
  readonly alwaysDelayed: boolean;
  readonly id: string | AuthorFunction | undefined;
  readonly to: unknown;
  readonly params: unknown;
  readonly computeParams: AuthorFunction | undefined;
  readonly text: string | undefined;
  readonly node: StateNode | undefined;
  /** How an assignment of a simulated machine makes the new context; undefined for the general way. */
  copier: ContextCopier | undefined;

  constructor(given: OperationFields) {
    const fields = withWholeArguments(given);
    this.kind = fields.kind;
    this.run = fields.run;
    this.value = fields.value;
    this.event = fields.event;
    // As a small integer, which takes no memory of its own where it is put down.
    this.eventHash = fields.event !== undefined && fields.constant && isUnchanging(fields.event) ? hashFields(fields.event) : -1;
    this.computeEvent = fields.computeEvent;
    this.delay = fields.delay;
    this.alwaysDelayed = fields.alwaysDelayed === true;
    this.id = fields.id;
    this.to = fields.to;
    this.params = fields.params;
    this.computeParams = fields.computeParams;
    this.text = fields.text;
    this.node = fields.node;
    this.copier = fields.copier;
  }
}

/** Whether an event that is frozen is the same whenever it is sent: it holds no object that somebody could change in place. */
function isUnchanging(event: ModelEvent): boolean {
  return Object.values(event).every((field) => typeof field !== "object" || field === null);
}
