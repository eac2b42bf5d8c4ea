import { ms } from "@crosstalk/engine";
import { defineExperiment } from "../experiment.ts";

/** Points of each run's time series. */
const POINTS = 100;

/** An experiment for tests whose runs take next to no time, and give a long time series each. */
export const recording = defineExperiment({
  name: "recording",
  about: "What a campaign holds of long time series",
  factors: { level: [1] },
  world: (_, { level }) => ({ level }),
  until: ms(1),
  measures: { level: { unit: "1", of: ({ level }) => level } },
  series: {
    level: {
      unit: "1",
      of: ({ level }) => ({
        width: ms(1),
        points: Array.from({ length: POINTS }, (_, place) => {
          const value = level + place / POINTS;
          return { from: ms(place), to: ms(place + 1), mean: value, least: value, most: value, weight: 1 };
        }),
      }),
    },
  },
});
