import { type Account, addOperations, fromConstants, frozenSegment, type Operations, type Segment } from "@crosstalk/hardware";
import type { Instruction } from "../code.ts";
import type { KernelCosts } from "../costs.ts";
import { type Act, count, drawDuration, fixedSegment, kernelAccount, kernelSegment, userAccount } from "./act.ts";
import { linuxTableConstants } from "./constants.ts";
import { submitSegment } from "./input-output.ts";
import { shrink } from "./memory/heap.ts";
import { mapRegion, unmapRegion } from "./memory/operations.ts";
import { spaceOf } from "./memory/spaces.ts";
import { touchAtOnce } from "./memory/touch.ts";
import { classesOf } from "./names/name-call.ts";
import { bugBelowTrap } from "./panic.ts";
import type { ProcessEntry } from "./state.ts";

/** Work of taking or giving up a lock that is free. */
const LOCK_WORK: Operations = fromConstants(() => ({ work: linuxTableConstants.lock.value }));

/** A balloon driver's question: a call of the hypervisor, which unchanged guests make by a port that only it knows. */
const BALLOON_CALL: Operations = { hypercall: 1 };

/** The segment of an operation that concerns nobody else; undefined for the others. */
export function plainSegment(act: Act, process: ProcessEntry, instruction: Instruction): Segment | undefined {
  switch (instruction.do) {
    case "compute":
      return computeSegment(act, process, instruction);
    case "run":
    case "touch":
      return touchAtOnce(act, process, instruction) ? touchingSegment(act, process, instruction) : undefined;
    case "unmap":
      return unmapSegment(act, process, instruction);
    case "map":
      return mapRegion(act, process, instruction);
    case "unmap-region":
      return unmapRegion(act, process, instruction);
    default:
      return undefined;
  }
}

function computeSegment(act: Act, process: ProcessEntry, { time, on }: Instruction & { do: "compute" }): Segment {
  const operations = { work: drawDuration(act, process, time, "burst") };
  const parts = [{ account: userAccount(act, process), operations }];
  if (on === undefined || on.pages === 0) return { parts, from: 0 };
  const { pages, written = 0, intensity } = on;
  return { parts, from: 0, footprint: { space: spaceName(act, process), read: pages - written, written, intensity } };
}

/** What caches call the address space of a process: unique in the host, as kernels' paths are. */
function spaceName({ context }: Act, { space }: ProcessEntry): string {
  return `${context.path}/space${space}`;
}

/** The segment of an operation that touches pages, whose frames there are. */
export function touchingSegment(act: Act, process: ProcessEntry, instruction: Instruction & { do: "run" | "touch" }): Segment {
  return instruction.do === "run" ? runSegment(act, process, instruction) : touchSegment(act, process, instruction);
}

/** Segments of `run` that have been made from an instruction, by the account of the kernel's part. */
interface RunSegments {
  readonly costs: KernelCosts;
  readonly by: Map<Account, Segment>;
}

const runSegments = new WeakMap<Instruction, RunSegments>();

function knownSegments(instruction: Instruction, costs: KernelCosts): Map<Account, Segment> {
  const known = runSegments.get(instruction);
  if (known?.costs === costs) return known.by;
  const by = new Map<Account, Segment>();
  runSegments.set(instruction, { costs, by });
  return by;
}

/** User work with system calls and page faults, mixed evenly: the kernel's part follows the user's, in any fraction of it. */
function runSegment(act: Act, process: ProcessEntry, instruction: Instruction & { do: "run" }): Segment {
  const { costs } = act.model;
  for (const name in instruction.calls)
    count(act, callCount(name), instruction.calls[name as keyof typeof instruction.calls] ?? 0);
  count(act, "fault zero", instruction.faults);
  const kernel = kernelAccount(act, process);
  const segments = knownSegments(instruction, costs);
  const known = segments.get(kernel);
  if (known !== undefined) return known;
  let operations: Operations = {};
  for (const name in instruction.calls) {
    const call = name as keyof typeof instruction.calls;
    operations = addOperations(operations, costs.calls[call], instruction.calls[call] ?? 0);
  }
  operations = addOperations(operations, costs.faults.zero, instruction.faults);
  const parts = [
    { account: userAccount(act, process), operations: { work: instruction.user } },
    { account: kernel, operations },
  ];
  const segment = frozenSegment({ parts, from: 0 });
  segments.set(kernel, segment);
  return segment;
}

function touchSegment(act: Act, process: ProcessEntry, { pages, fault }: Instruction & { do: "touch" }): Segment {
  count(act, `fault ${fault}`, pages);
  if (fault !== "copy-on-write") return kernelSegment(act, process, addOperations({}, act.model.costs.faults[fault], pages));
  // The processor only finds that it may not write; what happens then is for the kernel to decide.
  const { parts, from } = kernelSegment(act, process, { exception: pages });
  return { parts, from, trap: { cause: "copy-on-write", detail: { pages } } };
}

function unmapSegment(act: Act, process: ProcessEntry, { pages }: Instruction & { do: "unmap" }): Segment {
  const { calls, dropPage } = act.model.costs;
  count(act, "call memory-unmap");
  shrink(act.context.memory, spaceOf(act.context.memory, process.space), pages);
  return kernelSegment(act, process, addOperations(calls["memory-unmap"], dropPage, pages));
}

/** What giving an address space back takes; nothing for one that is not the process's own. */
function dropMemory({ context, model: { costs } }: Act, { borrowed, space }: ProcessEntry): Operations {
  return borrowed ? {} : addOperations(costs.dropSpace, costs.dropPage, spaceOf(context.memory, space).pages);
}

/** What the kernel does of a broken copy-on-write after the exception itself. */
export function copySegment(act: Act, process: ProcessEntry, pages: number): Segment {
  const { exception: _, ...rest } = act.model.costs.faults["copy-on-write"];
  return kernelSegment(act, process, addOperations({}, rest, pages));
}

function nameSegment(act: Act, process: ProcessEntry, { call, times = 1 }: Instruction & { do: "name" }): Segment | undefined {
  const classes = classesOf(call);
  let operations: Operations = {};
  for (const name of classes) {
    count(act, callCount(name), times);
    operations = addOperations(operations, act.model.costs.calls[name], times);
  }
  return classes.length === 0 ? undefined : kernelSegment(act, process, operations);
}

/** Names under which calls are counted, by class. */
const callCounts = new Map<string, string>();

function callCount(name: string): string {
  const known = callCounts.get(name);
  if (known !== undefined) return known;
  const made = `call ${name}`;
  callCounts.set(name, made);
  return made;
}

/** So many calls of a class. */
function callSegment(act: Act, process: ProcessEntry, name: keyof KernelCosts["calls"], times = 1): Segment {
  count(act, callCount(name), times);
  const operations = act.model.costs.calls[name];
  return times === 1 ? fixedSegment(act, process, operations) : kernelSegment(act, process, addOperations({}, operations, times));
}

/** The work of entering an operation that concerns others, before its effect. */
export function entrySegment(act: Act, process: ProcessEntry, instruction: Instruction): Segment | undefined {
  const { costs } = act.model;
  switch (instruction.do) {
    case "fork": {
      count(act, "call fork");
      if (instruction.how === "thread") return fixedSegment(act, process, costs.thread);
      if (instruction.how === "vfork") return fixedSegment(act, process, costs.vfork);
      return kernelSegment(
        act,
        process,
        addOperations(costs.fork, costs.forkPage, spaceOf(act.context.memory, process.space).pages),
      );
    }
    case "exec":
      count(act, "call exec");
      return kernelSegment(act, process, addOperations(costs.exec, dropMemory(act, process)));
    case "exit":
      if (!instruction.killed) count(act, "call exit");
      return kernelSegment(act, process, addOperations(costs.exit, dropMemory(act, process)));
    case "wait":
    case "sleep":
    case "block":
      return callSegment(act, process, instruction.through);
    case "pipe-open":
      return callSegment(act, process, "pipe-open");
    case "pipe-read":
    case "pipe-write":
      return callSegment(act, process, instruction.do, instruction.requests);
    case "lock":
    case "unlock":
      return { parts: [{ account: userAccount(act, process), operations: LOCK_WORK }], from: 0 };
    case "shootdown":
      count(act, "call memory-unmap");
      return kernelSegment(
        act,
        process,
        addOperations(costs.calls["memory-unmap"], costs.shootdownSend, Math.max(0, act.context.booted.length - 1)),
      );
    case "device":
      return submitSegment(act, process, instruction.device);
    case "name":
      return nameSegment(act, process, instruction);
    case "yield":
      return callSegment(act, process, "other");
    case "bug": {
      const call = callSegment(act, process, "other");
      return instruction.of === "below" ? { parts: call.parts, from: call.from, trap: bugBelowTrap(act.context) } : call;
    }
    case "balloon":
      return fixedSegment(act, process, BALLOON_CALL);
    default:
      return undefined;
  }
}
