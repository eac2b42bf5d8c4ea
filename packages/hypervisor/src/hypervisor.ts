import { equipment, type ModelEvent } from "@crosstalk/engine";
import type { Segment } from "@crosstalk/hardware";
import type { Notice, TrapLike } from "@crosstalk/scheduling";
import { enqueueActions, setup } from "xstate";
import type { ChannelEnd } from "./channel.ts";
import { control, crashAll, createMachines, type Handling, machineOf, order, work } from "./control.ts";
import type { ControlAction, HypervisorContext, HypervisorInput } from "./hypervisor-state.ts";
import type { HandledEvent } from "./memory/handle.ts";
import { setMemoryAlarms, TOUCH, type TouchDetail, takeAlarm, takeHandled, takeTouch } from "./memory-handling.ts";

/** Typed at the hypervisor's console; done when the console's interrupt comes. `machine` may be the hypervisor itself. */
export interface ConsoleEvent {
  readonly type: "CONSOLE";
  readonly action: ControlAction;
  /** Path of the VM, or of the hypervisor, which can only be made to crash. */
  readonly machine: string;
}

/** Vector of the interrupt that a console raises. */
export const CONSOLE_VECTOR = "console";

type HypervisorEvent = Omit<Notice, "to"> | ConsoleEvent | HandledEvent;
type NoticeOf<Type extends Notice["type"]> = Extract<Notice, { type: Type }>;

/** Cause of the trap by which a guest reaches a bug of its hypervisor: an exit or a hypercall that is handled wrongly. */
export const BUG = "bug";

/**
 * A guest's trap that is for its hypervisor: a channel's notification, an action to a VM, its own or another, or that it
 * has reached a bug, with the path of its own VM.
 */
export type HypervisorTrap =
  | {
      readonly cause: "notify";
      readonly detail: { /** Path of the channel. */ readonly channel: string; readonly end: ChannelEnd };
    }
  | { readonly cause: ControlAction | typeof BUG; readonly detail: { /** Path of the VM. */ readonly machine: string } }
  /** The guest has touched pages that the hypervisor watches. */
  | { readonly cause: typeof TOUCH; readonly detail: TouchDetail };

/** Whether a trap concerns the hypervisor that has these VMs and channels, and not a layer above. */
export function concerns(
  { path: own, machines, channels }: Pick<HypervisorInput, "path" | "machines" | "channels">,
  { cause, detail }: TrapLike,
): boolean {
  const { channel, machine, by } = (detail ?? {}) as { channel?: string; machine?: string; by?: string };
  if (cause === TOUCH) return by === own;
  if (cause === "notify") return channels.some(({ path }) => path === channel);
  return [BUG, "pause", "unpause", "shut-down", "crash"].includes(cause) && machines.some(({ path }) => path === machine);
}

function takeTrap(handling: Handling, { entity, trap }: NoticeOf<"TRAPPED">, notifyWork: readonly Segment[]): void {
  const { context } = handling;
  const known = trap as HypervisorTrap;
  if (known.cause === "notify") {
    const { channel, end } = known.detail;
    const peer = context.channels.find(({ path }) => path === channel)?.ends[end === "front" ? "back" : "front"];
    const target = context.machines[peer?.machine ?? -1]?.vcpus[0];
    if (peer === undefined || target === undefined) return;
    context.counts.notifications += 1;
    work(handling, notifyWork);
    order(handling, { type: "INJECT", entity: target.entity, vector: peer.vector });
    return;
  }
  if (known.cause === BUG) {
    crashAll(handling);
    return;
  }
  if (known.cause === TOUCH) return;
  const by = machineOf(context, entity);
  const machine = context.machines.find(({ path }) => path === known.detail.machine);
  if (machine === undefined) return;
  if (by === machine || by?.privileged === true) control(handling, machine, known.cause);
  else context.counts.refused += 1;
}

function takeConsole(handling: Handling): boolean {
  const { context } = handling;
  const orders = context.orders.splice(0);
  for (const { action, machine: path } of orders) {
    const machine = context.machines.find((each) => each.path === path);
    if (machine !== undefined) control(handling, machine, action);
  }
  const isCrash = orders.some(({ action, machine }) => action === "crash" && machine === context.path);
  if (isCrash) crashAll(handling);
  return isCrash;
}

/** What a hypervisor is built from, beside its description: its actor's equipment. */
export interface HypervisorEquipment {
  /** Its own work for a notification over a channel. */
  readonly notifyWork: readonly Segment[];
}

const shared = setup({
  types: {} as { context: HypervisorContext; events: HypervisorEvent; input: HypervisorInput; emitted: ModelEvent },
  guards: {
    isBug: ({ event }) => (event as NoticeOf<"TRAPPED">).trap.cause === BUG,
    hasBooted: ({ context }) => context.booted.length === context.processors,
    isCrash: ({ context, event }) =>
      (event as NoticeOf<"INTERRUPTED">).vector === CONSOLE_VECTOR &&
      context.orders.some(({ action, machine }) => action === "crash" && machine === context.path),
  },
  actions: {
    boot: enqueueActions(({ context, event, enqueue }) => {
      const handling: Handling = { context, out: [], on: (event as NoticeOf<"BOOTED">).on };
      context.booted.push(handling.on);
      if (context.booted.length === 1) {
        createMachines(handling);
        setMemoryAlarms(handling, context.memoryAlarms ?? []);
      }
      order(handling, { type: "RETURN" });
      for (const sent of handling.out) enqueue.emit(sent);
    }),
    interrupt: enqueueActions(({ context, event, enqueue }) => {
      const { on, vector } = event as NoticeOf<"INTERRUPTED">;
      const handling: Handling = { context, out: [], on };
      if (vector === CONSOLE_VECTOR) takeConsole(handling);
      else context.counts.strayInterrupts += 1;
      order(handling, { type: "RETURN" });
      for (const sent of handling.out) enqueue.emit(sent);
    }),
    trap: enqueueActions(({ context, event, enqueue }) => {
      const notice = event as NoticeOf<"TRAPPED">;
      const handling: Handling = { context, out: [], on: notice.on };
      if (notice.trap.cause === TOUCH) takeTouch(handling, notice);
      else {
        takeTrap(handling, notice, equipment<HypervisorEquipment>(context.path).notifyWork);
        order(handling, { type: "RETURN" });
      }
      for (const sent of handling.out) enqueue.emit(sent);
    }),
    ring: enqueueActions(({ context, event, enqueue }) => {
      const handling: Handling = { context, out: [], on: (event as NoticeOf<"RANG">).on };
      takeAlarm(handling, event as NoticeOf<"RANG">);
      for (const sent of handling.out) enqueue.emit(sent);
    }),
    handled: enqueueActions(({ context, event, enqueue }) => {
      const handling: Handling = { context, out: [], on: (event as HandledEvent).on };
      takeHandled(handling, event as HandledEvent);
      for (const sent of handling.out) enqueue.emit(sent);
    }),
    resume: enqueueActions(({ context, event, enqueue }) => {
      enqueue.emit({ type: "RETURN", to: context.scheduler, on: (event as Notice).on });
    }),
    note: ({ context, event }) => {
      const { action, machine } = event as ConsoleEvent;
      context.orders.push({ action, machine });
    },
  },
});

/**
 * A hypervisor: owns the processors of the machine below through its scheduler, and makes virtual machines of it. It
 * is `off`; `booting` until all processors have booted (its VMs are made when the first has); `running`; or `crashed`,
 * when all its VMs stand still for ever, as by an order at its console or a bug that a guest has reached. It acts only when its scheduler gives notice that it holds a processor, and
 * then ends with RETURN.
 *
 * One statechart for all hypervisors; what one is built from is its actor's {@link HypervisorEquipment}.
 *
 * Simplified: a VM's channels and devices interrupt its first vCPU; a VM that has ended keeps its memory.
 */
export const hypervisorMachine = shared.createMachine({
  id: "hypervisor",
  context: ({ input }) => ({
    booted: [],
    orders: [],
    counts: { notifications: 0, strayInterrupts: 0, refused: 0 },
    ...input,
    machines: input.machines.map((machine) => ({ ...machine })),
  }),
  initial: "off",
  on: { CONSOLE: { actions: "note" } },
  states: {
    off: { on: { BOOTED: { target: "booting", actions: "boot" } } },
    booting: {
      always: { guard: "hasBooted", target: "running" },
      on: {
        BOOTED: { actions: "boot" },
        INTERRUPTED: [{ guard: "isCrash", target: "crashed", actions: "interrupt" }, { actions: "interrupt" }],
        TRAPPED: [{ guard: "isBug", target: "crashed", actions: "trap" }, { actions: "trap" }],
        OWN_TRAP: { actions: "resume" },
        RANG: { actions: "ring" },
        HANDLED: { actions: "handled" },
      },
    },
    running: {
      on: {
        INTERRUPTED: [{ guard: "isCrash", target: "crashed", actions: "interrupt" }, { actions: "interrupt" }],
        TRAPPED: [{ guard: "isBug", target: "crashed", actions: "trap" }, { actions: "trap" }],
        OWN_TRAP: { actions: "resume" },
        RANG: { actions: "ring" },
        HANDLED: { actions: "handled" },
      },
    },
    crashed: {
      on: {
        BOOTED: { actions: "resume" },
        INTERRUPTED: { actions: "resume" },
        TRAPPED: { actions: "resume" },
        OWN_TRAP: { actions: "resume" },
        RANG: { actions: "resume" },
        HANDLED: { actions: "resume" },
      },
    },
  },
});
