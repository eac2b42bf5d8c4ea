import { type Importer, mustHold, readRecords } from "./importer.ts";
import { summarizeSeries, type UtilizationSeries } from "./utilization.ts";

/** Length of an interval, in seconds: the traces have 288 of 5 minutes, which are a day. */
const INTERVAL_SECONDS = 300;

/**
 * CPU traces of PlanetLab's machines in the form that CloudSim takes them in: a file for each, a line for each 5 minutes,
 * each a percentage from 0 to 100.
 *
 * Model notes: published files have 288 lines; any number is taken, from the beginning of the trace on. CloudSim draws
 * straight lines between the values; here each holds for its 5 minutes, as it is a mean of them.
 */
export const planetlab: Importer<UtilizationSeries> = {
  name: "planetlab",
  about: "CPU trace of a PlanetLab machine, CloudSim's form: a percentage per line and 5 minutes",
  source: "github.com/beloglazov/planetlab-workload-traces; CloudSim, class UtilizationModelPlanetLabInMemory",
  read(lines) {
    const { records, broken } = readRecords(lines, (line) => ({
      seconds: INTERVAL_SECONDS,
      share: line.decimal("utilization [%]", line.text.trim(), { high: 100 }) / 100,
    }));
    return { value: { processors: null, intervals: records }, broken, unusable: mustHold("intervals", records) };
  },
  summarize: summarizeSeries,
};
