import { random, toSeconds } from "@crosstalk/engine";
import { addOperations, type Operations } from "@crosstalk/hardware";
import type { ManagedMachine, MemoryContext } from "./memory-state.ts";
import { sharePages } from "./sharing.ts";

/** The work of looking at pages. */
export function lookingWork(
  { management: { costs } }: MemoryContext,
  looked: { readonly hashed: number; readonly compared: number; readonly shared: number },
): Operations {
  let work = addOperations({}, costs.hash, looked.hashed);
  work = addOperations(work, costs.compare, looked.compared);
  return addOperations(work, costs.share, looked.shared);
}

/**
 * The scan goes on for a while: looks at as many pages of each VM as its rate gives it, and returns the work of that. A
 * VM's stretches are visited in random order, each once in a pass; pages that are shared already, or have no page of the
 * host, take no part of the rate.
 *
 * Simplified: what is drawn is where a pass begins and in which steps it goes round, not every page.
 */
export function scanPages(context: MemoryContext): Operations {
  const { sharing } = context.management;
  const looked = { hashed: 0, compared: 0, shared: 0 };
  if (sharing === null) return {};
  const scanned = context.machines.filter(({ told }) => told);
  const rate = Math.min(sharing.perMachine, sharing.perHost / Math.max(1, scanned.length));
  for (const [id, machine] of context.machines.entries()) {
    if (!machine.told) continue;
    machine.scan.credit += rate * toSeconds(sharing.every);
    const stretches = Math.ceil(machine.pages / sharing.stretch);
    for (let visits = 0; visits < stretches && machine.scan.credit >= 1; visits += 1) {
      const start = nextStretch(context, machine, stretches) * sharing.stretch;
      const of = sharePages(context, id, start, Math.min(sharing.stretch, machine.pages - start));
      machine.scan.credit -= of.hashed;
      looked.hashed += of.hashed;
      looked.compared += of.compared;
      looked.shared += of.shared;
    }
    machine.scan.credit = Math.min(machine.scan.credit, rate * toSeconds(sharing.every));
  }
  return lookingWork(context, looked);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

function nextStretch({ path }: MemoryContext, { name, scan }: ManagedMachine, stretches: number): number {
  if (scan.next === 0) {
    const draw = (below: number): number => Math.floor(random(`${path}: order of the scan of ${name}`).uniform() * below);
    scan.offset = draw(stretches);
    do scan.factor = 1 + draw(Math.max(1, stretches - 1));
    while (greatestCommonDivisor(scan.factor, stretches) !== 1);
  }
  const stretch = (scan.offset + scan.factor * scan.next) % stretches;
  scan.next = (scan.next + 1) % stretches;
  return stretch;
}
