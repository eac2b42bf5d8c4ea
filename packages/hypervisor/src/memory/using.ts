import { ModelError } from "@crosstalk/engine";
import { contentAt, type FrameContent, type FrameRun, type FramesEvent } from "@crosstalk/hardware";
import { noteTouched } from "./activity.ts";
import type { ManagedMachine, MemoryContext, PageRun } from "./memory-state.ts";
import { joinRuns, runsOf } from "./page-runs.ts";
import { leaveTable } from "./sharing.ts";

/** What has become of the pages of a VM, as far as its hypervisor has to do with it. */
export function takeFrames(context: MemoryContext, event: FramesEvent): void {
  const machine = context.machines[event.machine] as ManagedMachine;
  machine.told = true;
  for (const run of event.returned) giveBack(context, machine, run);
  for (const run of event.written) write(context, machine, run);
  for (const run of event.read) read(context, machine, run);
  for (const run of event.ballooned) balloon(context, machine, run);
}

/** Pages are written: those that had no page of the host to themselves get one, and the burst is due to be stopped for it. */
function write(context: MemoryContext, machine: ManagedMachine, { first, count, content }: FrameContent): void {
  for (const run of runsOf(machine, first, count)) {
    if (run.state === "shared") {
      context.free += leaveTable(context, run) - run.count;
      machine.due.broken += run.count;
      context.counts.broken += run.count;
    } else if (run.state === "hint") leaveTable(context, run);
    else bring(context, machine, run);
    run.state = "private";
    run.content = contentAt(content, run.start - first);
  }
  joinRuns(machine, first, count);
  noteTouched(machine.activity, first, count);
}

function read(context: MemoryContext, machine: ManagedMachine, { first, count }: FrameRun): void {
  for (const run of runsOf(machine, first, count)) bring(context, machine, run);
  joinRuns(machine, first, count);
  noteTouched(machine.activity, first, count);
}

/** Pages that have no page of the host get one: cleared, or read from the swap file. */
function bring(context: MemoryContext, machine: ManagedMachine, run: PageRun): void {
  if (run.state === "ballooned") throw new ModelError(`${machine.name} uses pages that its balloon has given up`);
  if (run.state !== "absent" && run.state !== "swapped") return;
  const is = run.state === "absent" ? "provided" : "swappedIn";
  machine.due[is] += run.count;
  context.counts[is] += run.count;
  context.free -= run.count;
  run.state = "private";
}

/** The VM's kernel has given pages up, whatever they held. */
function balloon(context: MemoryContext, machine: ManagedMachine, { first, count }: FrameRun): void {
  for (const run of runsOf(machine, first, count)) {
    if (run.state === "shared" || run.state === "hint") context.free += leaveTable(context, run);
    if (run.state === "private" || run.state === "hint") context.free += run.count;
    run.state = "ballooned";
    run.content = { kind: "zero" };
  }
  joinRuns(machine, first, count);
}

/** The VM's kernel has its pages again; it is given pages of the host when it uses them. */
function giveBack(_: MemoryContext, machine: ManagedMachine, { first, count }: FrameRun): void {
  for (const run of runsOf(machine, first, count)) run.state = "absent";
  joinRuns(machine, first, count);
}
