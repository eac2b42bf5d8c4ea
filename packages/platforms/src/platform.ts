import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import type { Program } from "@crosstalk/guest-os";
import type { Host } from "@crosstalk/hardware";
import type { Enforcement } from "./enforcement.ts";

/** What a tenant is entitled to. */
export interface TenantOptions {
  /** Proportional share of the processors, 1 to 65535; 256 by default. Platforms that can't enforce shares say so. */
  readonly weight?: number;
  /** Most processor time, as a fraction of one processor; absent: no cap. Platforms that can't enforce one refuse it. */
  readonly cap?: number;
  /**
   * Processor time that it gets at least while it wants it, as a fraction of one processor, up to its cap; absent: none.
   * Platforms that can't enforce one refuse it.
   */
  readonly reservation?: number;
  /** Virtual processors, where the platform gives each tenant a machine; 1 by default. */
  readonly processors?: number;
  /** Memory in pages of 4 KiB; where the platform manages its guests' memory, the most that it has of the host's. */
  readonly pages?: number;
  /**
   * Names of the host's devices that are the tenant's. Where the platform gives each tenant a machine: which of them it
   * has; absent: those that the platform gives to all. On a shared kernel all devices can be used.
   */
  readonly devices?: readonly string[];
}

/** A program of a tenant, run as a process. */
export interface RunningProgram {
  readonly name: string;
  /** Instant at which the process ended, or undefined while it lives. */
  ended(): Nanoseconds | undefined;
  /** Whether it has ended because its kernel killed it, for want of memory. */
  killed(): boolean;
  /** Instant at which it first held a processor, or undefined before. */
  began(): Nanoseconds | undefined;
}

/** A party whose programs must be kept from the others': a user's processes, or a VM with its kernel. */
export interface Tenant {
  readonly name: string;
  /** Adds a program, started when the tenant's kernel has booted. Assembly only. Names are unique in the tenant. */
  run(program: Program, name?: string): RunningProgram;
  /** Processor time that the tenant's programs caused, by kind of account of who spent it (`user`, `kernel`, `hypervisor`, `spin` …). */
  time(): Readonly<Record<string, Nanoseconds>>;
  /**
   * Time in which the tenant's virtual processors were ready and were not run. On a shared kernel: processor time that its
   * processes were ready to use and others had; that they wait for each other is not in it.
   */
  stolen(): Nanoseconds;
}

/** A platform that runs on a host. */
export interface System {
  readonly platform: Platform;
  readonly host: Host;
  /** Adds a tenant. Assembly only. Names are unique in the system. */
  tenant(name: string, options?: TenantOptions): Tenant;
}

/** A complete way to give tenants a machine. */
export interface Platform {
  readonly name: string;
  readonly year: number;
  readonly about: string;
  /** Papers and repositories that its behaviour and costs are from. */
  readonly sources: readonly string[];
  /** What its tenants are: processes of one kernel, or machines with a kernel each. */
  readonly tenants: "processes" | "machines";
  /** What it keeps of their entitlements. */
  readonly enforces: Enforcement;
  boot(simulation: Simulation, host: Host): System;
}
