import { equipment, ModelError, type ModelEvent, now } from "@crosstalk/engine";
import type { BalloonTargetEvent, Trap } from "@crosstalk/hardware";
import type { Notice } from "@crosstalk/scheduling";
import { enqueueActions, setup } from "xstate";
import { type Act, type KernelModel, order, processOf } from "./act.ts";
import { type RequestsEvent, type RespondDoneEvent, respondDone, takeRequests } from "./back-end.ts";
import { takeBoot } from "./boot.ts";
import { carryOut, resume } from "./effects.ts";
import {
  afterNotify,
  askedFrom,
  type CompletionsEvent,
  issue,
  type PutDoneEvent,
  putDone,
  type RingFullEvent,
  ringFull,
  takeCompletions,
  takeDeviceInterrupt,
} from "./input-output.ts";
import { goOn } from "./interpret.ts";
import { takeTarget } from "./memory/balloon.ts";
import { tellWatcher } from "./memory/telling.ts";
import { isLate } from "./names/death.ts";
import { emptyNameTables } from "./names/name-tables.ts";
import { BUG, isOwnBug, panic } from "./panic.ts";
import { runRest } from "./processes.ts";
import { copySegment } from "./segments.ts";
import { acknowledge, SHOOTDOWN_VECTOR, takeShootdown } from "./shootdown.ts";
import type { KernelContext, KernelInput, ProcessEntry } from "./state.ts";

/** What a kernel's scheduler answers on behalf of a process. */
interface ProcessAnswer {
  readonly type: "STOPPED" | "INTERRUPT";
  /** The process. */
  readonly processor: number;
  readonly left: number;
  readonly trap?: Trap;
  readonly on: number;
}

type KernelEvent =
  | Notice
  | ProcessAnswer
  | CompletionsEvent
  | RequestsEvent
  | PutDoneEvent
  | RingFullEvent
  | RespondDoneEvent
  | BalloonTargetEvent;

function takeNotice(act: Act, notice: Notice): void {
  switch (notice.type) {
    case "BOOTED":
      takeBoot(act);
      break;
    case "INTERRUPTED":
      if (notice.vector === SHOOTDOWN_VECTOR) takeShootdown(act);
      else if (!takeDeviceInterrupt(act, notice.vector))
        throw new ModelError(`${act.context.path} has no handler for ${notice.vector}`);
      break;
    case "OWN_TRAP":
      acknowledge(act, notice.trap);
      break;
    case "TRAPPED":
      if (isOwnBug(act.context.path, act.context.machines, notice.trap)) panic(act, "bug reached by a guest");
      else throw new ModelError(`${act.context.path} does not know the trap ${notice.trap.cause}`);
  }
}

function takeProcessAnswer(act: Act, answer: ProcessAnswer): void {
  if (act.context.names.killed.length > 0 && isLate(act, answer.processor)) return;
  const process = answerer(act, answer.processor);
  if (process === undefined) return;
  if (process.waiting?.for === "time") goOn(act, process);
  else if (answer.trap !== undefined) takeTrap(act, answer, answer.trap);
  else if (process.waiting?.for === "spin" || process.waiting?.for === "acknowledgements") {
    if (process.waiting.for === "acknowledgements") order(act, { type: "PREEMPTION", entity: process.pid, allowed: true });
    resume(act, process);
  } else if (process.effect.do === "notified") afterNotify(act, process);
  else if (process.effect.do === "request") issue(act, process);
  else if (process.effect.do === "continue") goOn(act, process);
  else carryOut(act, process);
}

/** The process for which the scheduler answers; none if it has been killed in this instant, with the answer on its way. */
function answerer(act: Act, pid: number): ProcessEntry | undefined {
  const process = act.context.processes[pid];
  if (process?.killed) return undefined;
  const isGone = process === null && act.context.freed.some((each) => each.pid === pid && each.at === now());
  return isGone ? undefined : processOf(act, pid);
}

function takeTrap(act: Act, { processor, left }: ProcessAnswer, { cause, detail }: Trap): void {
  if (cause === BUG) {
    // Nobody below has taken it: there is no other party whose bug it could be.
    carryOut(act, processOf(act, processor));
    return;
  }
  if (cause !== "copy-on-write") throw new ModelError(`${act.context.path} does not know the trap ${cause}`);
  const process = processOf(act, processor);
  runRest(act, process, [copySegment(act, process, (detail as { pages: number }).pages)], left);
}

function take(act: Act, event: KernelEvent): void {
  switch (event.type) {
    case "STOPPED":
    case "INTERRUPT":
      takeProcessAnswer(act, event);
      break;
    case "COMPLETIONS":
    case "RESPONSES":
      takeCompletions(askedFrom(act, event.vector), event);
      break;
    case "REQUESTS":
      takeRequests(askedFrom(act, event.vector), event);
      break;
    case "PUT_DONE":
      putDone(act, event);
      break;
    case "RING_FULL":
      ringFull(act, event);
      break;
    case "RESPOND_DONE":
      respondDone(act, event);
      break;
    case "BALLOON_TARGET":
      takeTarget(act, event);
      break;
    default:
      takeNotice(act, event);
  }
}

function perform(context: KernelContext, event: KernelEvent): readonly ModelEvent[] {
  const model = equipment<KernelModel>(context.path);
  const act: Act = { context, model, out: [], on: (event as { on?: number }).on ?? 0 };
  context.memory.at = now();
  take(act, event);
  tellWatcher(context.memory, act.out);
  return act.out;
}

const takes = { actions: "take" } as const;

const shared = setup({
  types: {} as { context: KernelContext; events: KernelEvent; input: KernelInput; emitted: ModelEvent },
  guards: { hasPanicked: ({ context }) => context.panic !== null },
  actions: {
    take: enqueueActions(({ context, event, enqueue }) => {
      for (const sent of perform(context, event as KernelEvent)) enqueue.emit(sent);
    }),
  },
});

/**
 * A general-purpose operating system: it boots on any machine and owns it alone. Its scheduler, an actor of its own,
 * shares the processors; this one keeps processes, what they wait for, locks, pipes, devices, and walks their programs.
 *
 * States: `off`; `running`; `panicked` (its processors are halted and it answers nothing any more, so its
 * processes stand still).
 *
 * It acts only when one of its processors has answered, and the work of all that it does is segments that processors
 * execute. Simplified: what a kernel decides at an interrupt takes effect at its beginning and costs the handler's work
 * right after it, before anything else on that processor; a process woken on another processor is early by that work,
 * a few microseconds.
 *
 * One statechart for all kernels; what one is built from, a {@link KernelModel}, is its actor's equipment.
 */
export const kernelMachine = shared.createMachine({
  id: "kernel",
  context: ({ input }) => ({
    processes: [],
    freed: [],
    slots: 0,
    booted: [],
    pipes: {},
    locks: {},
    words: {},
    shootdowns: [],
    requests: {},
    requestNumber: 0,
    fetching: {},
    responding: {},
    counts: {},
    endings: [],
    corrupted: [],
    panic: null,
    names: emptyNameTables(),
    ticket: 0,
    ...input,
  }),
  initial: "off",
  states: {
    off: { on: { BOOTED: { ...takes, target: "running" } } },
    running: {
      always: { guard: "hasPanicked", target: "panicked" },
      on: {
        BOOTED: takes,
        INTERRUPTED: takes,
        OWN_TRAP: takes,
        TRAPPED: takes,
        STOPPED: takes,
        INTERRUPT: takes,
        COMPLETIONS: takes,
        RESPONSES: takes,
        REQUESTS: takes,
        PUT_DONE: takes,
        RING_FULL: takes,
        RESPOND_DONE: takes,
        BALLOON_TARGET: takes,
      },
    },
    panicked: { on: { "*": {} } },
  },
});
