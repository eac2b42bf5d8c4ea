import { linuxSettings, type Platform, xenSettings } from "@crosstalk/platforms";

/** Something of a platform that a file can set. */
export interface PlatformParameter {
  /** Its name, after that of what it is part of: `guest.ticks`. */
  readonly name: string;
  readonly unit?: string;
  /** What holds unless a file says otherwise. */
  readonly default: string | number;
  readonly about: string;
}

const MEBIBYTE_IN_PAGES = 256;

const kernel: readonly PlatformParameter[] = [
  { name: "ticks", unit: "Hz", default: linuxSettings.ticks.value, about: "of the kernel's timer, from 10 Hz to 10 kHz" },
  { name: "ticksWhileIdle", default: "true", about: "whether ticks go on while a processor is idle" },
  { name: "readsStolenTime", default: "false", about: "whether the kernel reads how much time was stolen from it" },
];

/** A kernel's parameters in a machine of the platform, which has defaults of its own. */
function kernelOf(machine: "guest" | "host", ticksWhileIdle = "true"): readonly PlatformParameter[] {
  const own = kernel.map((each) => (each.name === "ticksWhileIdle" ? { ...each, default: ticksWhileIdle } : each));
  const scheduler = { name: "scheduler", default: "o1", about: "of the kernel: o1 or eevdf" };
  return [...own, scheduler].map((each) => ({ ...each, name: `${machine}.${each.name}` }));
}

const vserver: readonly PlatformParameter[] = [
  ...kernel,
  {
    name: "limit",
    default: "hard",
    about: "how contexts share processors: token buckets that hold (hard), or that worsen the priority (soft), or none",
  },
  { name: "idleTime", default: "true", about: "whether time in which a processor would idle goes to those held" },
  { name: "memory", unit: "MiB", default: 256, about: "that a context may have in frames" },
  { name: "processes", unit: "1", default: "a sixteenth of its pages", about: "most of a context" },
  { name: "files", unit: "1", default: "no limit", about: "most that a context has open" },
];

const xen: readonly PlatformParameter[] = [
  {
    name: "controlMemory",
    unit: "MiB",
    default: xenSettings.controlPages.value / MEBIBYTE_IN_PAGES,
    about: "of the control domain",
  },
  ...kernelOf("guest", "false"),
];

const esxMemory: readonly PlatformParameter[] = [
  { name: "memory", default: "managed", about: "false: all memory of machines is given to them at once" },
  { name: "memory.ballooning", default: "true", about: "whether guests' balloon drivers give memory back" },
  { name: "memory.swapping", default: "true", about: "whether the host pages guests' memory out" },
  { name: "memory.sharing", default: "at the rates of ESX 2", about: "of pages by content; false: none" },
  { name: "memory.tax", unit: "1", default: "that of ESX 2", about: "on idle memory, from 0 to below 1" },
];

const byPlatform: Readonly<Record<string, readonly PlatformParameter[]>> = {
  linux: kernel,
  "linux-eevdf": kernel,
  chroot: kernel,
  "linux-vserver": vserver,
  "user-mode-linux": [...kernelOf("host"), ...kernelOf("guest")],
  "workstation-3.2": [...kernelOf("host"), ...kernelOf("guest")],
  "linux-threads": [...kernelOf("host"), ...kernelOf("guest")],
  "xen-2003": xen,
  "xen-3.0.4": xen,
  "xen-4.2": xen,
  "esx-2": [...kernelOf("guest"), ...esxMemory],
  "vtx-2006": kernelOf("guest"),
};

/** What files can set of a platform. */
export function platformParameters({ name }: Pick<Platform, "name">): readonly PlatformParameter[] {
  return byPlatform[name] ?? [];
}
