import { type Importer, mustHold, readRecords } from "./importer.ts";
import type { TextLine } from "./text-line.ts";
import { seriesOfSamples, summarizeSeries, type UtilizationSeries } from "./utilization.ts";

/** What was observed of a virtual machine at an instant. */
export interface BitbrainsSample {
  /** Seconds since 1970-01-01. */
  readonly atSeconds: number;
  readonly processors: number;
  /** Clock rate of all its processors together, in MHz. */
  readonly capacityMegahertz: number;
  readonly usedMegahertz: number;
  /** Use of its processors, from 0 to 1; a little more where more was given than was provisioned. */
  readonly share: number;
  /** Memory, in units of 1,024 bytes, as the trace's KB are. */
  readonly memoryKibibytes: number;
  readonly usedMemoryKibibytes: number;
  /** Throughput of disk and network, in units of 1,024 bytes a second. */
  readonly diskReadKibibytesPerSecond: number;
  readonly diskWrittenKibibytesPerSecond: number;
  readonly networkReceivedKibibytesPerSecond: number;
  readonly networkSentKibibytesPerSecond: number;
}

const names = [
  "timestamp [ms]",
  "cpu cores",
  "cpu capacity provisioned [MHZ]",
  "cpu usage [MHZ]",
  "cpu usage [%]",
  "memory capacity provisioned [KB]",
  "memory usage [KB]",
  "disk read throughput [KB/s]",
  "disk write throughput [KB/s]",
  "network received throughput [KB/s]",
  "network transmitted throughput [KB/s]",
] as const;

/** A time stamp below this is in seconds: in milliseconds it would be before March 1973. */
const LEAST_MILLISECONDS = 100_000_000_000;

/**
 * Traces of the virtual machines of Bitbrains, a host of business applications: a file for each, a line of titles, then a
 * line for each 5 minutes or so, with fields that semicolons separate.
 *
 * Model notes: the published files' titles promise milliseconds, but they hold seconds; the size of the number tells.
 */
export const bitbrains: Importer<readonly BitbrainsSample[]> = {
  name: "bitbrains",
  about: "trace of a virtual machine of Bitbrains (GWA-T-12), fields separated by semicolons",
  source: "gwa.ewi.tudelft.nl/datasets/gwa-t-12-bitbrains; Shen, van Beek, Iosup, CCGrid 2015",
  read(lines) {
    let before = Number.NEGATIVE_INFINITY;
    const { records, broken } = readRecords(lines, (line) => {
      if (before === Number.NEGATIVE_INFINITY && line.text.trimStart().startsWith("Timestamp")) return undefined;
      const sample = sampleOf(line);
      if (sample.atSeconds <= before) line.refuse(names[0], String(sample.atSeconds), `later than the line before (${before})`);
      if (line.broken.length === 0) before = sample.atSeconds;
      return sample;
    });
    return { value: records, broken, unusable: mustHold("samples", records) };
  },
  summarize: (samples) => summarizeSeries(bitbrainsUtilization(samples)),
};

function sampleOf(line: TextLine): BitbrainsSample {
  const fields = line.fields(";", names.length);
  const at = (index: number, whole = false) =>
    fields.length === 0 ? Number.NaN : line.decimal(names[index] as string, fields[index], { whole });
  const stamp = at(0);
  return {
    atSeconds: stamp >= LEAST_MILLISECONDS ? stamp / 1_000 : stamp,
    processors: at(1, true),
    capacityMegahertz: at(2),
    usedMegahertz: at(3),
    share: at(4) / 100,
    memoryKibibytes: at(5),
    usedMemoryKibibytes: at(6),
    diskReadKibibytesPerSecond: at(7),
    diskWrittenKibibytesPerSecond: at(8),
    networkReceivedKibibytesPerSecond: at(9),
    networkSentKibibytesPerSecond: at(10),
  };
}

/** How much of its processors the machine used. Its number of processors is that of the first sample. */
export function bitbrainsUtilization(samples: readonly BitbrainsSample[]): UtilizationSeries {
  return seriesOfSamples(samples, samples[0]?.processors ?? null);
}
