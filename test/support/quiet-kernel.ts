import type { KernelOptions } from "@crosstalk/guest-os";
import { linux2003Costs } from "@crosstalk/platforms";
import { roundRobin } from "@crosstalk/scheduling";

/** A kernel with Linux's costs but no tick and long slices: nothing happens in it but what its programs do. */
export function quietKernel(options: Partial<KernelOptions> = {}): KernelOptions {
  return {
    costs: linux2003Costs,
    scheduling: roundRobin({ slice: 100_000_000 }),
    tickPolicy: "catch-up",
    ticksWhileIdle: false,
    readsStolenTime: false,
    timerResolution: 1,
    imagePages: 370,
    ...options,
  };
}
