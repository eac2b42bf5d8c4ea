import { type Importer, mustHold, readRecords } from "./importer.ts";
import type { TextLine } from "./text-line.ts";
import { percent } from "./utilization.ts";

/** A number that is known, or that is only known to be above another one, as the largest bucket of 2019 has it. */
export interface Bucket {
  readonly value: number;
  /** Whether it is above the value, by how much is not known. */
  readonly above: boolean;
}

/** A virtual machine of Azure, over its life. */
export interface AzureVm {
  readonly id: string;
  readonly subscription: string;
  readonly deployment: string;
  /** Seconds from the trace's beginning; 0 also for machines that were there before. */
  readonly createdSeconds: number;
  /** Seconds from the trace's beginning; its end also for machines that were there after. */
  readonly deletedSeconds: number;
  /** Greatest, mean and 95th percentile of the greatest use in each 5 minutes, from 0 to 1 of all its processors. */
  readonly greatestShare: number;
  readonly meanShare: number;
  readonly percentile95Share: number;
  readonly category: AzureVmCategory;
  /** Virtual processors. */
  readonly processors: Bucket;
  /** Memory, in GB as the trace has them: not told whether of 10^9 or 2^30 bytes. */
  readonly memoryGigabytes: Bucket;
}

const categories = ["Interactive", "Delay-insensitive", "Unknown"] as const;

/** What Azure took a virtual machine's work for. */
export type AzureVmCategory = (typeof categories)[number];

const titles = ["vmid", "subscriptionid", "deploymentid", "vmcreated", "vmdeleted", "maxcpu", "avgcpu", "p95maxcpu"] as const;

/** Columns of the table. */
const COLUMNS = 11;

/**
 * The table of virtual machines (`vmtable.csv`) of Azure's public data sets of 2017 and 2019: no titles, 11 fields that
 * commas separate. In that of 2019, processors and memory are buckets, of which the largest are `>24` and `>64`.
 */
export const azureVms: Importer<readonly AzureVm[]> = {
  name: "azure-vms",
  about: "table of virtual machines (vmtable.csv) of Azure's public data sets of 2017 and 2019",
  source: "github.com/Azure/AzurePublicDataset: AzurePublicDatasetV1.md, AzurePublicDatasetV2.md; Cortez et al., SOSP 2017",
  read(lines) {
    const { records, broken } = readRecords(lines, (line) =>
      line.number === 1 && line.text.startsWith(`${titles[0]},`) ? undefined : vmOf(line),
    );
    return { value: records, broken, unusable: mustHold("virtual machines", records) };
  },
  summarize(vms) {
    const hours = vms.map(({ createdSeconds, deletedSeconds }) => (deletedSeconds - createdSeconds) / 3_600);
    const total = hours.reduce((sum, each) => sum + each, 0);
    const used = vms.reduce((sum, vm, index) => sum + vm.meanShare * (hours[index] ?? 0), 0);
    const count = (category: AzureVmCategory) => vms.filter((vm) => vm.category === category).length;
    return [
      ["virtual machines", String(vms.length)],
      ["mean lifetime", `${(total / vms.length).toFixed(2)} h`],
      ["mean utilization", total > 0 ? `${percent(used / total)} (weighted by lifetime)` : "no lifetime"],
      ["categories", categories.map((category) => `${count(category)} ${category}`).join(", ")],
    ];
  },
};

function vmOf(line: TextLine): AzureVm | undefined {
  const fields = line.fields(",", COLUMNS);
  if (fields.length === 0) return undefined;
  const text = (index: number): string => {
    if (fields[index] === "") line.refuse(titles[index] as string, "empty", "an identifier");
    return fields[index] as string;
  };
  const share = (index: number): number => line.decimal(titles[index] as string, fields[index], { high: 100 }) / 100;
  const createdSeconds = line.decimal(titles[3], fields[3]);
  const deletedSeconds = line.decimal(titles[4], fields[4]);
  if (deletedSeconds < createdSeconds) line.refuse(titles[4], String(deletedSeconds), `at least vmcreated (${createdSeconds})`);
  return {
    id: text(0),
    subscription: text(1),
    deployment: text(2),
    createdSeconds,
    deletedSeconds,
    greatestShare: share(5),
    meanShare: share(6),
    percentile95Share: share(7),
    category: categoryOf(line, fields[8] as string),
    processors: bucketOf(line, "vmcorecount", fields[9] as string),
    memoryGigabytes: bucketOf(line, "vmmemory", fields[10] as string),
  };
}

function categoryOf(line: TextLine, text: string): AzureVmCategory {
  const category = categories.find((each) => each === text);
  if (category === undefined) line.refuse("vmcategory", text === "" ? "empty" : text, `one of ${categories.join(", ")}`);
  return category ?? "Unknown";
}

function bucketOf(line: TextLine, field: string, text: string): Bucket {
  const above = text.startsWith(">");
  return { value: line.decimal(field, above ? text.slice(1) : text), above };
}
