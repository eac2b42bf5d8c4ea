import { ModelError } from "@crosstalk/engine";
import { account, causedBy, type Segment } from "@crosstalk/hardware";
import type { Instruction } from "../code.ts";
import { type Act, count, halt, kernelSegment, order, processOf, runBurst } from "./act.ts";
import { resume } from "./effects.ts";
import type { FrontEnd, ProcessEntry } from "./state.ts";

/** What a device or a channel says is complete. */
export interface CompletionsEvent {
  readonly type: "COMPLETIONS" | "RESPONSES";
  readonly vector: string;
  readonly completions: readonly { readonly id: number; readonly failed: boolean }[];
}

/** What a channel hands to the back-end. */
export interface RequestsEvent {
  readonly type: "REQUESTS";
  readonly channel: string;
  readonly vector: string;
  readonly requests: readonly { readonly id: number; readonly owner: string }[];
}

/** A channel has taken a request, and says whether the other end must be told. */
export interface PutDoneEvent {
  readonly type: "PUT_DONE";
  readonly id: number;
  readonly notify: boolean;
}

/** A channel has taken a response, and says whether the other end must be told. */
export interface RespondDoneEvent {
  readonly type: "RESPOND_DONE";
  readonly channel: string;
  readonly notify: boolean;
  /** The back-end's processor. */
  readonly on: number;
}

/** Begins the requests of a process to a device; it stands still until the last is complete. */
export function startRequests(act: Act, process: ProcessEntry, { requests }: Instruction & { do: "device" }): void {
  process.rest = requests;
  issue(act, process);
}

function deviceName(act: Act, process: ProcessEntry): string {
  const program = act.context.tenants[process.tenant]?.programs[process.program];
  const instruction = act.model.codes[program?.code ?? 0]?.[process.pc];
  if (instruction?.do !== "device") throw new ModelError(`${process.name} waits for a device without a request`);
  return instruction.device;
}

function issue(act: Act, process: ProcessEntry): void {
  const { context } = act;
  const name = deviceName(act, process);
  const front = context.frontEnds.find(({ device }) => device === name);
  const direct = context.devices.find((device) => device.name === name);
  if (front === undefined && direct === undefined) throw new ModelError(`${context.path} has no device "${name}"`);
  context.requestNumber += 1;
  const id = context.requestNumber;
  context.requests[id] = { pid: process.pid };
  count(act, `request ${name}`);
  const request = { id, owner: context.path };
  if (front !== undefined) {
    process.waiting = { for: "device", request: id, halted: false };
    act.out.push({ type: "PUT", to: front.channel, from: context.path, request });
  } else {
    act.out.push({ type: "SUBMIT", to: direct?.path ?? "", request });
    halt(act, process, { for: "device", request: id, halted: true });
  }
}

/** The channel has taken a front-end's request: tells the other end if it asks for it, then waits. */
export function putDone(act: Act, { id, notify }: PutDoneEvent): void {
  const request = act.context.requests[id];
  if (request === undefined || !("pid" in request)) throw new ModelError(`${act.context.path} has no request ${id}`);
  const process = processOf(act, request.pid);
  const front = frontEndOf(act, deviceName(act, process));
  if (!notify) {
    halt(act, process, { for: "device", request: id, halted: true });
    return;
  }
  const kick: Segment = { ...kernelSegment(act, process, act.model.costs.notify), trap: notifyTrap(front.channel, "front") };
  runBurst(act, process, [kick], { do: "notified" });
  process.waiting = { for: "device", request: id, halted: false };
}

function frontEndOf({ context }: Act, device: string): FrontEnd {
  const front = context.frontEnds.find((each) => each.device === device);
  if (front === undefined) throw new ModelError(`${context.path} has no front-end for "${device}"`);
  return front;
}

function notifyTrap(channel: string, end: "front" | "back") {
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
  process.rest -= 1;
  if (process.rest > 0) issue(act, process);
  else resume(act, process);
}

/** An interrupt of a device or channel: its handler asks for what is complete, and returns when it has been told. */
export function takeDeviceInterrupt(act: Act, vector: string): boolean {
  const { context } = act;
  const device = context.devices.find((each) => each.vector === vector);
  const front = context.frontEnds.find((each) => each.vector === vector);
  const back = context.backEnds.find((each) => each.vector === vector);
  const ask =
    device !== undefined
      ? { type: "FETCH", to: device.path }
      : front !== undefined
        ? { type: "FETCH_RESPONSES", to: front.channel }
        : back !== undefined
          ? { type: "FETCH", to: back.channel }
          : undefined;
  if (ask === undefined) return false;
  context.fetching[vector] = [...(context.fetching[vector] ?? []), act.on];
  act.out.push({ ...ask, from: context.path, vector });
  return true;
}

/** The processor whose handler asked; completions are handled there. */
export function askedFrom(act: Act, vector: string): Act {
  const waiting = act.context.fetching[vector] ?? [];
  const on = waiting.shift();
  if (on === undefined) throw new ModelError(`${act.context.path} has not asked for what ${vector} has to tell`);
  act.context.fetching[vector] = waiting;
  return { ...act, on };
}

/** Requests are complete: their processes go on, or a back-end passes the answer on to its front-end. */
export function takeCompletions(act: Act, { completions }: CompletionsEvent): void {
  const { context, model } = act;
  const work: Segment[] = [];
  for (const { id, failed } of completions) {
    const request = context.requests[id];
    if (request === undefined) throw new ModelError(`${context.path} has no request ${id} that could be complete`);
    delete context.requests[id];
    if ("backEnd" in request) {
      const { channel, owner } = context.backEnds[request.backEnd] as { channel: string; owner: string };
      work.push(backEndSegment(act, owner, model.costs.backEndResponse));
      context.responding[act.on] = (context.responding[act.on] ?? 0) + 1;
      act.out.push({ type: "RESPOND", to: channel, from: context.path, on: act.on, response: { id: request.request, failed } });
      continue;
    }
    const process = processOf(act, request.pid);
    work.push(kernelSegment(act, process, model.costs.complete));
    if (process.waiting?.for === "device" && process.waiting.halted) next(act, process);
  }
  order(act, { type: "WORK", work });
  if ((context.responding[act.on] ?? 0) === 0) order(act, { type: "RETURN" });
}

function backEndSegment({ context }: Act, owner: string, operations: Segment["parts"][number]["operations"]): Segment {
  return { parts: [{ account: causedBy(account("user", owner), "back-end", context.path), operations }], from: 0 };
}

/** A back-end's requests: each is submitted to the device in the front-end's name. */
export function takeRequests(act: Act, { channel, requests }: RequestsEvent): void {
  const { context, model } = act;
  const index = context.backEnds.findIndex((each) => each.channel === channel);
  const back = context.backEnds[index];
  if (back === undefined) throw new ModelError(`${context.path} has no back-end for channel ${channel}`);
  const work: Segment[] = [];
  for (const { id, owner } of requests) {
    context.requestNumber += 1;
    context.requests[context.requestNumber] = { backEnd: index, request: id };
    work.push(backEndSegment(act, back.owner, model.costs.backEndRequest));
    act.out.push({ type: "SUBMIT", to: back.device.path, request: { id: context.requestNumber, owner } });
  }
  order(act, { type: "WORK", work });
  order(act, { type: "RETURN" });
}

/** The channel has taken a back-end's response: tells the front-end if it asks for it, as work of the handler's. */
export function respondDone(act: Act, { channel, notify, on }: RespondDoneEvent): void {
  const { context, model } = act;
  if (notify) {
    const owner = context.backEnds.find((each) => each.channel === channel)?.owner ?? "";
    order(act, {
      type: "WORK",
      work: [{ ...backEndSegment(act, owner, model.costs.notify), trap: notifyTrap(channel, "back") }],
    });
  }
  const left = (context.responding[on] ?? 1) - 1;
  context.responding[on] = left;
  if (left === 0) order(act, { type: "RETURN" });
}
