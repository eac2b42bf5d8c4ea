import { now } from "@crosstalk/engine";
import { type Act, order } from "./act.ts";

/** Cause of the trap by which a guest reaches a bug of what provides its machine. */
export const BUG = "bug";

/**
 * The trap by which a kernel reaches a bug of what provides its machine: as by a privileged operation whose handling is
 * wrong there. `machine` says whose guest it is, so that a provider further below does not take it for its own.
 */
export function bugBelowTrap({ machine }: { readonly machine: string }) {
  return { cause: BUG, detail: { machine } };
}

/** Whether a trap is of a guest that has reached a bug of the kernel at a path, as it provides these machines. */
export function isOwnBug(
  path: string,
  machines: readonly { readonly name: string }[],
  { cause, detail }: { readonly cause: string; readonly detail?: unknown },
): boolean {
  return cause === BUG && machines.some(({ name }) => `${path}/${name}` === (detail as { machine: string }).machine);
}

/**
 * The kernel has found itself in a state that must not be: it stops its processors for ever, in the instant, and says so
 * by PANICKED. No process of it runs any more, and what its devices have to tell is not heard.
 *
 * Simplified: Linux's panic lets the processor that panics spin and halts the others; here all halt, so that a guest that
 * has panicked takes no processor time from others. It is not restarted.
 */
export function panic(act: Act, cause: string): void {
  const { context } = act;
  if (context.panic !== null) return;
  context.panic = { at: now(), cause };
  order(act, { type: "STOP" });
  act.out.push({ type: "PANICKED", cause });
}
