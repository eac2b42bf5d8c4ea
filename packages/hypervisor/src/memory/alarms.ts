import type { Nanoseconds } from "@crosstalk/engine";
import type { MemoryManagement } from "./memory-options.ts";

/** Something that is done about memory again and again, and how often. */
export interface MemoryAlarm {
  readonly name: "scan" | "balance" | "sample";
  readonly every: Nanoseconds;
}

/** What a hypervisor sets alarms for, to manage its guests' memory. */
export function memoryAlarms({ sharing, sampling, balance }: MemoryManagement): readonly MemoryAlarm[] {
  const alarms: MemoryAlarm[] = [
    { name: "balance", every: balance },
    { name: "sample", every: sampling.period },
  ];
  if (sharing !== null) alarms.push({ name: "scan", every: sharing.every });
  return alarms;
}
