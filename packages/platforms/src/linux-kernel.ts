import type { Checks, KernelCosts, KernelOptions, MemoryOptions } from "@crosstalk/guest-os";
import { type ConfiguredPolicy, eevdf, o1 } from "@crosstalk/scheduling";
import { linux2003Costs } from "./costs/linux-2003.ts";
import { eevdfParameters, o1Parameters } from "./costs/scheduling.ts";
import { linuxSettings } from "./costs/settings.ts";

/** Which Linux, as far as it matters here. */
export interface LinuxOptions {
  /** Ticks a second; 100 by default, as in 2.4 and in kernels for Xen; 1000 in 2.6.0 to 2.6.12, 250 since. */
  readonly hz?: number;
  /** The scheduler: `o1` for 2.6.0 to 2.6.22 (the default), `eevdf` for 6.6 and later. */
  readonly scheduler?: "o1" | "eevdf";
  /** Ticks go on while a processor is idle; true by default, as before 2.6.21. */
  readonly ticksWhileIdle?: boolean;
  /** Reads the clock page's stolen time where there is one; false by default, as before 3.1. */
  readonly readsStolenTime?: boolean;
  /** What its actions cost; those of Linux 2.4 on a Xeon of 2003 by default. */
  readonly costs?: KernelCosts;
  /** Swap area, and the device that files are on; by default none of either. */
  readonly memory?: MemoryOptions;
  /** Parts of looking names up that are left out, to see what each is worth; none by default. */
  readonly checks?: Partial<Checks>;
}

/** A Linux kernel of the 2003-2007 studies, or with a newer scheduler on the same cost table. */
export function linuxKernel(options: LinuxOptions = {}): KernelOptions {
  const hz = options.hz ?? linuxSettings.ticks.value;
  const ticksWhileIdle = options.ticksWhileIdle ?? true;
  const readsStolenTime = options.readsStolenTime ?? false;
  const scheduling: ConfiguredPolicy =
    options.scheduler === "eevdf" ? eevdf({ hz, ...eevdfParameters() }) : o1({ hz, ...o1Parameters() });
  return {
    costs: options.costs ?? linux2003Costs,
    scheduling,
    tickPolicy: readsStolenTime ? "stolen-time" : "catch-up",
    ticksWhileIdle,
    readsStolenTime,
    timerResolution: options.scheduler === "eevdf" ? 1 : Math.round(1e9 / hz),
    imagePages: linuxSettings.imagePages.value,
    ...(options.memory === undefined ? {} : { memory: options.memory }),
    ...(options.checks === undefined ? {} : { naming: { checks: options.checks } }),
  };
}
