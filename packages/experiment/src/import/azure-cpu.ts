import { type Importer, mustHold, readRecords } from "./importer.ts";
import { least, most, percent, seriesOfSamples, type UtilizationSeries } from "./utilization.ts";

/** What was observed of a virtual machine in 5 minutes. */
export interface AzureReading {
  readonly vm: string;
  /** Seconds from the trace's beginning. */
  readonly atSeconds: number;
  /** Least, greatest and mean use, from 0 to 1 of all its processors. */
  readonly leastShare: number;
  readonly greatestShare: number;
  readonly meanShare: number;
}

const titles = ["timestamp", "vmid", "mincpu", "maxcpu", "avgcpu"] as const;

/**
 * Readings of processor use (`vm_cpu_readings-file-*.csv`) of Azure's public data sets of 2017 and 2019: no titles, 5
 * fields that commas separate, many virtual machines in a file.
 */
export const azureCpu: Importer<readonly AzureReading[]> = {
  name: "azure-cpu",
  about: "readings of processor use (vm_cpu_readings-file-*.csv) of Azure's public data sets",
  source: "github.com/Azure/AzurePublicDataset: AzurePublicDatasetV1.md, AzurePublicDatasetV2.md; Cortez et al., SOSP 2017",
  read(lines) {
    const before = new Map<string, number>();
    const { records, broken } = readRecords(lines, (line) => {
      if (line.number === 1 && line.text.startsWith(`${titles[0]},`)) return undefined;
      const fields = line.fields(",", titles.length);
      if (fields.length === 0) return undefined;
      const share = (index: number) => line.decimal(titles[index] as string, fields[index], { high: 100 }) / 100;
      const atSeconds = line.decimal(titles[0], fields[0]);
      const vm = fields[1] as string;
      if (vm === "") line.refuse(titles[1], "empty", "an identifier");
      const last = before.get(vm);
      if (last !== undefined && atSeconds <= last)
        line.refuse(titles[0], String(atSeconds), `later than this machine's reading before (${last})`);
      const reading = { vm, atSeconds, leastShare: share(2), greatestShare: share(3), meanShare: share(4) };
      if (line.broken.length === 0) before.set(vm, atSeconds);
      return reading;
    });
    return { value: records, broken, unusable: mustHold("readings", records) };
  },
  summarize(readings) {
    const instants = readings.map(({ atSeconds }) => atSeconds);
    const total = readings.reduce((sum, { meanShare }) => sum + meanShare, 0);
    return [
      ["readings", String(readings.length)],
      ["virtual machines", String(new Set(readings.map(({ vm }) => vm)).size)],
      ["from, to", `${least(instants)} s, ${most(instants)} s`],
      ["mean utilization", percent(total / readings.length)],
    ];
  },
};

/**
 * How much of its processors one of the machines used.
 *
 * @param processors how many it has, which only the table of virtual machines tells.
 * @throws {RangeError} if there is no reading of it.
 */
export function azureUtilization(
  readings: readonly AzureReading[],
  vm: string,
  processors: number | null = null,
): UtilizationSeries {
  const own = readings.filter((reading) => reading.vm === vm);
  if (own.length === 0) throw new RangeError(`vm is ${vm}; allowed is one that there are readings of`);
  return seriesOfSamples(
    own.map(({ atSeconds, meanShare }) => ({ atSeconds, share: meanShare })),
    processors,
  );
}
