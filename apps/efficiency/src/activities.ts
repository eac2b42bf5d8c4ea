import { chainOf, type Ledger } from "@crosstalk/hardware";

/** Where time goes when a program has a machine of a platform to itself. */
export const activities = {
  user: "the program's own work",
  kernel: "the kernel that runs it: calls, faults, its scheduling and ticks",
  switches: "crossings between the virtual machine and what is below it",
  exceptions: "system calls, exceptions and interrupts that the hypervisor takes and hands on to the guest's kernel",
  translation: "what translated code of a guest's kernel does more than its own would",
  scheduling: "scheduling and timers below the guest's kernel, which has its own",
  memory: "page tables below those that the guest's kernel keeps",
  io: "devices below the guest's kernel, and back-ends in a control domain",
  refill: "filling caches and translation buffers again, for programs that tell their working sets (recordings don't)",
  other: "everything else, waiting included",
} as const;

/** A name of where time goes. */
export type ActivityName = keyof typeof activities;

/** What the hypervisor's own names for its activities count as; all others count as `other`. */
const ofHypervisor: Readonly<Record<string, ActivityName>> = {
  transition: "switches",
  nesting: "switches",
  exception: "exceptions",
  call: "exceptions",
  interrupt: "exceptions",
  translation: "translation",
  scheduling: "scheduling",
  time: "scheduling",
  memory: "memory",
  io: "io",
};

/**
 * What an account counts as: its payer decides. A kernel's work is the guest's own if it is the kernel that runs the
 * program; that of any other kernel was caused by what lies below: a control domain, or a host under a hosted monitor.
 *
 * @param kernel path of the kernel that runs the program.
 */
export function activityOf(account: string, kernel: string): ActivityName {
  const { kind, activity = "", owner } = chainOf(account)[0] as { kind: string; activity?: string; owner: string };
  switch (kind) {
    case "user":
      return "user";
    case "kernel":
      if (owner === kernel) return "kernel";
      return activity === "scheduling" || activity === "tick" ? "scheduling" : "other";
    case "hypervisor":
      return ofHypervisor[activity] ?? "other";
    case "back-end":
      return "io";
    case "refill":
      return "refill";
    default:
      return "other";
  }
}

/** Nanoseconds between two readings of a ledger, by where they went; they add up to the time between. */
export function timeByActivity(
  before: Readonly<Ledger>,
  after: Readonly<Ledger>,
  kernel: string,
): Readonly<Record<ActivityName, number>> {
  const times = Object.fromEntries(Object.keys(activities).map((name) => [name, 0])) as Record<ActivityName, number>;
  for (const [account, time] of Object.entries(after)) times[activityOf(account, kernel)] += time - (before[account] ?? 0);
  return times;
}
