import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, release, totalmem } from "node:os";
import type { RecordingMachine } from "./profile-parts.ts";

function readOptional(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}

function askOptional(file: string, args: readonly string[]): string {
  try {
    return execFileSync(file, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}

/**
 * The hypervisor beneath: null on bare metal. It shows in `/proc/cpuinfo` as a flag, and its name in what the first of
 * these says: lscpu (from CPUID), `/sys/hypervisor/type`, systemd-detect-virt, the firmware's product name.
 */
export function findHypervisor(cpuinfo: string): string | null {
  const xen = readOptional("/sys/hypervisor/type");
  if (!/^flags\s*:.*\bhypervisor\b/m.test(cpuinfo) && xen === "") return null;
  const vendor = /^Hypervisor vendor:\s*(.+)$/m.exec(askOptional("lscpu", []))?.[1];
  const detected = askOptional("systemd-detect-virt", ["--vm"]);
  const candidates = [vendor, xen, detected === "none" ? "" : detected, readOptional("/sys/class/dmi/id/product_name")];
  return candidates.find((candidate) => candidate !== undefined && candidate !== "") ?? "unknown";
}

/** Describes this machine by kind: no names, and of the kernel's release only the number. */
export function describeMachine(stealFraction: number): RecordingMachine {
  const cpuinfo = readOptional("/proc/cpuinfo");
  const [processor] = cpus();
  const megahertz = Number(/^cpu MHz\s*:\s*([\d.]+)$/m.exec(cpuinfo)?.[1] ?? processor?.speed ?? 0);
  return {
    processorModel: processor?.model.trim() || "unknown",
    megahertz: megahertz > 0 ? megahertz : null,
    processors: Math.max(1, cpus().length),
    memoryBytes: totalmem(),
    architecture: arch() === "x64" ? "x86_64" : arch(),
    kernel: `Linux ${/^[\d.]+/.exec(release())?.[0] ?? release()}`,
    hypervisor: findHypervisor(cpuinfo),
    stealFraction,
  };
}
