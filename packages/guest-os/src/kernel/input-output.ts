import { ModelError } from "@crosstalk/engine";
import type { ChannelDescription, Segment } from "@crosstalk/hardware";
import type { Instruction } from "../code.ts";
import { type Act, count, halt, kernelSegment, order, processOf, runBurst } from "./act.ts";
import { backEndSegment } from "./back-end.ts";
import { backEndOf, driverOf } from "./drivers.ts";
import { resume } from "./effects.ts";
import type { ProcessEntry } from "./state.ts";

/** What a device or a channel says is complete. */
export interface CompletionsEvent {
  readonly type: "COMPLETIONS" | "RESPONSES";
  /** The channel that responses come by. */
  readonly channel?: string;
  readonly vector: string;
  readonly completions: readonly { readonly id: number; readonly failed: boolean }[];
}

/** A channel has taken a request, and says whether the other end must be told. */
export interface PutDoneEvent {
  readonly type: "PUT_DONE";
  readonly id: number;
  readonly notify: boolean;
}

/** A channel has no slot for a request. */
export interface RingFullEvent {
  readonly type: "RING_FULL";
  readonly channel: string;
  readonly id: number;
}

/** Begins the requests of a process to a device, one after another; it stands still until the last is complete. */
export function startRequests(act: Act, process: ProcessEntry, { device, requests }: Instruction & { do: "device" }): void {
  if (requests === 0) {
    resume(act, process);
    return;
  }
  process.io = { queue: [{ device, requests }], again: false };
  issue(act, process);
}

function deviceName(process: ProcessEntry): string {
  const first = process.io?.queue[0];
  if (first === undefined) throw new ModelError(`${process.name} waits for a device without a request`);
  return first.device;
}

/** The work of a request until it is with the device or on the ring; a ring is memory, so no device is touched. */
export function submitSegment(act: Act, process: ProcessEntry, device: string): Segment {
  const { submit } = act.model.costs;
  if (submit.portIo === undefined || driverOf(act.context, device)?.kind !== "front-end")
    return kernelSegment(act, process, submit);
  const { portIo: _, ...rest } = submit;
  return kernelSegment(act, process, rest);
}

/** Hands a process's next request, whose work has been done, to the device or puts it on the ring. */
export function issue(act: Act, process: ProcessEntry): void {
  const { context } = act;
  const name = deviceName(process);
  const driver = driverOf(context, name);
  if (driver === undefined) throw new ModelError(`${context.path} has no device "${name}"`);
  context.requestNumber += 1;
  const id = context.requestNumber;
  context.requests[id] = { pid: process.pid };
  count(act, `request ${name}`);
  const request = { id, owner: context.path };
  if (driver.kind === "front-end") {
    process.waiting = { for: "device", request: id, halted: false };
    act.out.push({ type: "PUT", to: driver.channel.path, from: context.path, request });
  } else {
    act.out.push({ type: "SUBMIT", to: driver.device.path, request });
    halt(act, process, { for: "device", request: id, halted: true });
  }
}

/** The channel has taken a front-end's request: tells the other end if it asks for it, then waits. */
export function putDone(act: Act, { id, notify }: PutDoneEvent): void {
  const process = requester(act, id);
  if (process === undefined) return;
  const front = frontEndOf(act, deviceName(process));
  if (!notify) {
    halt(act, process, { for: "device", request: id, halted: true });
    return;
  }
  const { parts, from } = kernelSegment(act, process, act.model.costs.notify);
  const kick: Segment = { parts, from, trap: notifyTrap(front.path, "front") };
  runBurst(act, process, [kick], { do: "notified" });
  process.waiting = { for: "device", request: id, halted: false };
}

function frontEndOf({ context }: Act, device: string): ChannelDescription {
  const driver = driverOf(context, device);
  if (driver?.kind !== "front-end") throw new ModelError(`${context.path} has no front-end for "${device}"`);
  return driver.channel;
}

/** The trap by which an end of a channel tells the other. */
export function notifyTrap(channel: string, end: "front" | "back") {
  return { cause: "notify", detail: { channel, end } };
}

/** The other end has been told: waits for the response, unless it has come meanwhile. */
export function afterNotify(act: Act, process: ProcessEntry): void {
  const { waiting } = process;
  if (waiting?.for !== "device") throw new ModelError(`${process.name} has notified, but waits for no device`);
  if (act.context.requests[waiting.request] === undefined) next(act, process);
  else halt(act, process, { ...waiting, halted: true });
}

function next(act: Act, process: ProcessEntry): void {
  const { io } = process;
  const first = io?.queue[0];
  if (io === null || first === undefined) throw new ModelError(`${process.name} has an answer to no request`);
  first.requests -= 1;
  if (first.requests === 0) io.queue.shift();
  if (io.queue.length > 0) prepare(act, process);
  else {
    process.io = null;
    if (io.again) runBurst(act, process, [], { do: "instruction" });
    else resume(act, process);
  }
}

/** The process does the work of its next request; who acts here may be an interrupt's handler, which can't do it. */
function prepare(act: Act, process: ProcessEntry): void {
  runBurst(act, process, [submitSegment(act, process, deviceName(process))], { do: "request" });
}

/** The ring is full: the process stands still until responses have made room, then tries again. */
export function ringFull(act: Act, { channel, id }: RingFullEvent): void {
  const process = requester(act, id);
  delete act.context.requests[id];
  if (process === undefined) return;
  halt(act, process, { for: "ring", channel, request: id });
}

/** Responses have been taken off a ring: as many of those who found it full try again, those first who came first. */
function retry(act: Act, channel: string, responses: number): void {
  const waiting: { readonly request: number; readonly process: ProcessEntry }[] = [];
  for (const process of act.context.processes) {
    if (process?.waiting?.for !== "ring" || process.waiting.channel !== channel) continue;
    waiting.push({ request: process.waiting.request, process });
  }
  waiting.sort((first, second) => first.request - second.request);
  for (const { process } of waiting.slice(0, responses)) prepare(act, process);
}

/** Who made a request; nobody if it has been killed since. */
function requester(act: Act, id: number): ProcessEntry | undefined {
  const request = act.context.requests[id];
  if (request !== undefined && "abandoned" in request) return undefined;
  if (request === undefined || !("pid" in request)) throw new ModelError(`${act.context.path} has no request ${id}`);
  return processOf(act, request.pid);
}

/** An interrupt of a device or channel: its handler asks for what is complete, and returns when it has been told. */
export function takeDeviceInterrupt(act: Act, vector: string): boolean {
  const { context } = act;
  const device = context.devices.find((each) => each.vector === vector);
  const channel = context.channels.find((each) => each.vector === vector);
  const to = device?.path ?? channel?.path;
  if (to === undefined) return false;
  context.fetching[vector] = [...(context.fetching[vector] ?? []), act.on];
  const type = device === undefined && channel?.end === "front" ? "FETCH_RESPONSES" : "FETCH";
  act.out.push({ type, to, from: context.path, vector });
  return true;
}

/** The processor whose handler asked; completions are handled there. */
export function askedFrom(act: Act, vector: string): Act {
  const waiting = act.context.fetching[vector] ?? [];
  const on = waiting.shift();
  if (on === undefined) throw new ModelError(`${act.context.path} has not asked for what ${vector} has to tell`);
  act.context.fetching[vector] = waiting;
  return { context: act.context, model: act.model, out: act.out, on };
}

/** Requests are complete: their processes go on, or a back-end passes the answer on to its front-end. */
export function takeCompletions(act: Act, { completions, channel: from }: CompletionsEvent): void {
  const { context, model } = act;
  const work: Segment[] = [];
  let responses = 0;
  for (const { id, failed } of completions) {
    const request = context.requests[id];
    if (request === undefined) throw new ModelError(`${context.path} has no request ${id} that could be complete`);
    delete context.requests[id];
    if ("abandoned" in request) continue;
    if ("backEnd" in request) {
      const channel = request.backEnd;
      const owner = backEndOf(context, channel)?.channel.peer ?? "";
      work.push(backEndSegment(act, owner, model.costs.complete), backEndSegment(act, owner, model.costs.backEndResponse));
      responses += 1;
      act.out.push({ type: "RESPOND", to: channel, from: context.path, on: act.on, response: { id: request.request, failed } });
      continue;
    }
    const process = processOf(act, request.pid);
    work.push(kernelSegment(act, process, model.costs.complete));
    if (process.waiting?.for === "device" && process.waiting.halted) next(act, process);
  }
  if (from !== undefined) retry(act, from, completions.length);
  order(act, { type: "WORK", work });
  if (responses === 0) order(act, { type: "RETURN" });
  else {
    const before = context.responding[act.on] ?? { responses: 0, handlers: 0 };
    context.responding[act.on] = { responses: before.responses + responses, handlers: before.handlers + 1 };
  }
}
