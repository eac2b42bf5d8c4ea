import { activePart } from "./activity.ts";
import { type Claim, divide, sharesPerPage } from "./allocation.ts";
import { consumedBy, sharedPages } from "./host-pages.ts";
import type { ManagedMachine, MemoryContext } from "./memory-state.ts";
import { pagesIn } from "./page-runs.ts";

/** Pages of the host that VMs may have together: all but those that are kept free above the high threshold. */
export function availablePages({ pages, management: { thresholds } }: Pick<MemoryContext, "pages" | "management">): number {
  return Math.floor(pages * (1 - thresholds.high));
}

function claimOf({ management }: MemoryContext, machine: ManagedMachine, consumed: number): Claim {
  const most = consumed + pagesIn(machine, "ballooned", "swapped", "absent");
  return { shares: machine.shares, active: activePart(machine.activity, management.sampling), least: 0, most };
}

/**
 * Sets each VM's target, and from it what its balloon is to hold: all that its kernel could use beyond the target, whether
 * the host has given it a page for that or not. Computed in every state of free memory, so as to keep
 * it high; while it is (`plenty`), balloons only shrink. Simplified: takes no time.
 */
export function balance(context: MemoryContext, plenty: boolean): void {
  const { machines, management } = context;
  const shared = sharedPages(context);
  const consumed = machines.map((machine) => consumedBy(machine, shared));
  const claims = machines.map((machine, id) => claimOf(context, machine, consumed[id] as number));
  const targets = divide(claims, availablePages(context), management.tax);
  machines.forEach((machine, id) => {
    machine.target = targets[id] as number;
    if (management.ballooning === null) return;
    const most = Math.floor(machine.pages * management.ballooning.most);
    const wanted = Math.min(most, Math.ceil((claims[id] as Claim).most - machine.target));
    machine.balloon = plenty ? Math.min(machine.balloon, wanted) : wanted;
  });
}

/** VMs whose pages may be taken, the one that pays least for its pages first: those above their targets before others. */
export function payers(context: MemoryContext): ManagedMachine[] {
  const shared = sharedPages(context);
  const all = context.machines
    .filter(({ told }) => told)
    .map((machine) => {
      const consumed = consumedBy(machine, shared);
      const paid = sharesPerPage(claimOf(context, machine, consumed), Math.max(1, consumed), context.management.tax);
      return { machine, over: consumed > machine.target, paid };
    });
  return all.sort((a, b) => Number(b.over) - Number(a.over) || a.paid - b.paid).map(({ machine }) => machine);
}

/** VMs that take more of the host than their targets. */
export function aboveTarget(context: MemoryContext): ManagedMachine[] {
  const shared = sharedPages(context);
  return context.machines.filter((machine) => consumedBy(machine, shared) > machine.target);
}
