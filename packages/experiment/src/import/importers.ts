import { azureCpu } from "./azure-cpu.ts";
import { azureVms } from "./azure-vms.ts";
import { bitbrains } from "./bitbrains.ts";
import { blkparse } from "./blkparse.ts";
import type { Importer } from "./importer.ts";
import { perfKvmStat } from "./perf-kvm-stat.ts";
import { perfSched } from "./perf-sched.ts";
import { planetlab } from "./planetlab.ts";
import { straceSummary } from "./strace-summary.ts";
import { swf } from "./swf.ts";

/** All importers by the names of their formats. */
export const importers = {
  "azure-vms": azureVms,
  "azure-cpu": azureCpu,
  bitbrains,
  planetlab,
  swf,
  "perf-sched": perfSched,
  "perf-kvm-stat": perfKvmStat,
  "strace-summary": straceSummary,
  blkparse,
} as const;

/** Name of a format that can be imported. */
export type ImportFormat = keyof typeof importers;

/** The importers in order, each with a value of a type of its own. */
export const importerList = Object.values(importers) as readonly Importer[];
