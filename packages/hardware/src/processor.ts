import { ModelError, type ModelEvent, NEVER, now } from "@crosstalk/engine";
import { enqueueActions, setup } from "xstate";
import type { Account } from "./account.ts";
import { busAfter, concernsBus, loadOf, newLoad, stopAfter } from "./bus-load.ts";
import type { CacheGeometry } from "./caches/geometry.ts";
import { beginExecution, type Execution, isMasked, progress } from "./execution.ts";
import { givenBurst } from "./given-burst.ts";
import type { Command, RaiseInterrupt, Token } from "./machine.ts";
import type { Pace } from "./memory-bus.ts";
import type { Pricing } from "./operations.ts";
import {
  cachesFor,
  isInterrupted,
  type ProcessorContext,
  type ProcessorInput,
  passHostTime,
  passTime,
  stopRunning,
  stopSpinning,
  takeInterrupts,
} from "./processor-state.ts";

/** Powers a processor on: it boots the software named, which knows it by a number. */
export interface PowerOn {
  readonly type: "POWER_ON";
  readonly software: string;
  readonly processor: number;
}

/** The interconnect tells a spinning processor that its word has reached the value awaited. */
export interface Signalled {
  readonly type: "SIGNALLED";
  readonly token: Token;
}

type ProcessorEvent = Command | PowerOn | Signalled | RaiseInterrupt | Pace;
type EventOf<Type extends ProcessorEvent["type"]> = Extract<ProcessorEvent, { type: Type }>;
type Arguments = { context: ProcessorContext; event: ProcessorEvent };

/**
 * A physical processor: it executes bursts, spins, halts, and answers its software; only it turns operations into time.
 *
 * States: `off`; `held` (it has answered, and its software decides, which takes no time); `running`; `spinning`;
 * `halted`. A burst stops when it is done, where a segment traps, or where an interrupt is pending and not masked; what
 * was done is counted in whole nanoseconds, so nothing is lost over any number of stops.
 *
 * Before a segment that tells its footprint, what its caches and translation buffer lack of it is refilled: time without
 * work, under an account of its own. A segment stopped while it is refilled keeps what has come in. If its working set is
 * larger than the caches, the memory bus is told what it moves, and tells how much siblings' traffic slows it; that is
 * priced anew from each instant at which it changes.
 *
 * Simplified: a segment's price is fixed when it runs; siblings slow each other by their traffic to memory only.
 */
export function processorMachine(price: Pricing, geometry?: CacheGeometry) {
  return setup({
    types: {} as { context: ProcessorContext; events: ProcessorEvent; input: ProcessorInput; emitted: ModelEvent },
    guards: {
      isOver: ({ context }) => {
        const { execution } = context;
        if (execution === null || execution.trap !== null || execution.left === 0) return true;
        return isInterrupted(context) && !isMasked(execution);
      },
      isSpinOver: ({ context }) => context.spin === null || context.spin.signalled || isInterrupted(context),
      isInterrupted: ({ context }) => isInterrupted(context),
      concernsBus: ({ context, event }) =>
        concernsBus(context, event.type === "RUN" ? givenBurst(event) : context.execution?.given),
      isBusDue: ({ context }) => {
        const passed = now() - (context.execution as Execution).since;
        return busAfter(context, price, geometry) === passed && stopAfter(context, price, geometry) > passed;
      },
    },
    delays: {
      milestone: ({ context }) => {
        return Math.min(stopAfter(context, price, geometry), busAfter(context, price, geometry));
      },
      timer: ({ context }) => (context.timer === NEVER ? NEVER : Math.max(0, context.timer - now())),
    },
    actions: {
      pend: ({ context, event }: Arguments) => {
        const { vector } = event as RaiseInterrupt;
        if (!context.pending.includes(vector)) context.pending.push(vector);
      },
      powerOn: ({ context, event }: Arguments) => {
        const { software, processor } = event as PowerOn;
        passHostTime(context, "off");
        context.software = software;
        context.processor = processor;
        context.pending.push("reset");
      },
      beginRun: ({ context, event }: Arguments) => {
        const { ticket, timer } = event as EventOf<"RUN">;
        const given = givenBurst(event as EventOf<"RUN">);
        passHostTime(context, "unanswered");
        context.ticket = ticket;
        context.timer = timer;
        context.execution = beginExecution(given, price, now(), cachesFor(context, geometry, given));
        context.execution.pace = context.pace;
      },
      beginSpin: ({ context, event }: Arguments) => {
        const { ticket, until, timer, account: payer } = event as EventOf<"SPIN">;
        passHostTime(context, "unanswered");
        context.ticket = ticket;
        context.timer = timer;
        context.spin = { until, account: payer, signalled: false };
      },
      beginHalt: ({ context, event }: Arguments) => {
        passHostTime(context, "unanswered");
        context.timer = (event as EventOf<"HALT">).timer;
      },
      progress: ({ context }: Arguments) => {
        const execution = context.execution as Execution;
        progress(execution, price, context.ledger, now(), cachesFor(context, geometry, execution.given));
        context.since = now();
      },
      notePace: ({ context, event }: Arguments) => {
        context.pace = (event as Pace).pace;
        if (context.execution !== null) context.execution.pace = context.pace;
      },
      tellBus: enqueueActions(({ context, enqueue }) => {
        const load = geometry === undefined ? 0 : loadOf(context, price, geometry);
        if (load !== context.load) enqueue.emit(newLoad(context, load));
      }),
      passSpin: ({ context }: Arguments) => passTime(context, (context.spin as { account: Account }).account),
      passIdle: ({ context }: Arguments) => passHostTime(context, "idle"),
      noteSignal: ({ context, event }: Arguments) => {
        const { token } = event as Signalled;
        const { spin } = context;
        if (spin !== null && spin.until.word === token.word && token.value >= spin.until.value) spin.signalled = true;
      },
      watch: enqueueActions(({ context, enqueue }) => {
        const { until } = context.spin as { until: Token };
        enqueue.emit({ type: "WATCH", to: context.interconnect, token: until, processor: context.number });
      }),
      signal: enqueueActions(({ context, event, enqueue }) => {
        enqueue.emit({ type: "SIGNAL", to: context.interconnect, token: (event as EventOf<"SIGNAL">).token });
      }),
      sendInterrupt: enqueueActions(({ context, event, enqueue }) => {
        const { target, vector } = event as EventOf<"IPI">;
        const to = context.siblings[target];
        if (to === undefined)
          throw new ModelError(`interrupts processor ${target}; allowed is 0 to ${context.siblings.length - 1}`);
        enqueue.emit({ type: "RAISE", to, processor: target, vector });
      }),
      answerRun: enqueueActions(({ context, enqueue }) => {
        enqueue.emit(stopRunning(context, price) as unknown as ModelEvent);
        if (context.load > 0) enqueue.emit(newLoad(context, 0));
      }),
      answerSpin: enqueueActions(({ context, enqueue }) => {
        enqueue.emit(stopSpinning(context) as unknown as ModelEvent);
      }),
      interrupt: enqueueActions(({ context, enqueue }) => {
        const { software: to, processor } = context;
        enqueue.emit({ type: "INTERRUPT", to, processor, interrupts: takeInterrupts(context, false), stolen: 0 });
      }),
    },
  }).createMachine({
    id: "processor",
    context: ({ input }) => ({
      software: "",
      processor: 0,
      ticket: 0,
      timer: NEVER,
      execution: null,
      spin: null,
      pending: [],
      residency: [],
      load: 0,
      pace: 1,
      ledger: {},
      since: 0,
      ...input,
    }),
    initial: "off",
    on: { SIGNALLED: {}, PACE: { actions: "notePace" } },
    states: {
      off: {
        on: {
          POWER_ON: { target: "held", actions: ["powerOn", "interrupt"] },
          RAISE: { actions: "pend" },
        },
      },
      held: {
        on: {
          RUN: [
            { guard: "concernsBus", target: "running", actions: ["beginRun", "tellBus"] },
            { target: "running", actions: "beginRun" },
          ],
          SPIN: { target: "spinning", actions: ["beginSpin", "watch"] },
          HALT: { target: "halted", actions: "beginHalt" },
          SIGNAL: { actions: "signal" },
          IPI: { actions: "sendInterrupt" },
          RAISE: { actions: "pend" },
        },
      },
      running: {
        always: { guard: "isOver", target: "held", actions: "answerRun" },
        after: {
          milestone: [
            { guard: "isBusDue", target: "running", reenter: true, actions: ["progress", "tellBus"] },
            { target: "held", actions: ["progress", "answerRun"] },
          ],
        },
        on: {
          RAISE: [
            { guard: "concernsBus", target: "running", reenter: true, actions: ["progress", "pend", "tellBus"] },
            { target: "running", reenter: true, actions: ["progress", "pend"] },
          ],
          PACE: { target: "running", reenter: true, actions: ["progress", "notePace", "tellBus"] },
        },
      },
      spinning: {
        always: { guard: "isSpinOver", target: "held", actions: ["passSpin", "answerSpin"] },
        after: { timer: { target: "spinning", reenter: true, actions: "passSpin" } },
        on: {
          SIGNALLED: { actions: ["passSpin", "noteSignal"] },
          RAISE: { actions: ["passSpin", "pend"] },
        },
      },
      halted: {
        always: { guard: "isInterrupted", target: "held", actions: ["passIdle", "interrupt"] },
        after: { timer: { target: "halted", reenter: true, actions: "passIdle" } },
        on: { RAISE: { actions: "pend" } },
      },
    },
  });
}
