import { defineExperiment, level } from "@crosstalk/experiment";
import { dualXeon2003 } from "@crosstalk/hardware";
import { sharingMeasures } from "./measures.ts";
import { isOver, MOST, sharingWorld } from "./sharing-world.ts";

/**
 * Content-based page sharing as in ESX 2, over one to ten identical virtual machines: what is shared, that the guests can't
 * notice but by the clock, that nothing else is ever merged, and what it costs. By the clock they can: a write to a shared
 * page takes longer, and by that two machines that may not talk to each other do. One processor of the dual Xeon of Barham
 * et al. (2003).
 *
 * Model notes: every guest has the same kernel and reads the same files; data that its programs write is equal to nobody's,
 * for the model knows contents by where they come from, so two programs that compute the same would not be found out. How
 * much is shared is the workload's doing, and no prediction of any published number. Replications draw the order of the scan.
 */
export const pageSharing = defineExperiment({
  name: "page-sharing",
  about: "What identical virtual machines share, whether they can notice, and what it costs",
  factors: {
    machines: [1, 2, 4, 7, 10],
    sharing: [level("on", true), level("off", false)],
  },
  world({ simulation, host }, { machines, sharing }) {
    return sharingWorld(simulation, host("host", dualXeon2003, { processors: 1 }), machines, sharing);
  },
  until: isOver,
  most: MOST,
  replications: 2,
  measures: sharingMeasures,
  derived: {
    noticed: {
      unit: "1",
      about: "1 if guests know anything else than without sharing, but for the time; 0 if not",
      of({ values }, sibling) {
        const without = sibling({ sharing: "off" })?.values.view;
        return without === undefined ? undefined : Number(without !== values.view);
      },
    },
  },
  summary: [
    "shared",
    "reclaimed",
    "reclaimed.zero",
    "published",
    "unequal",
    "noticed",
    "copied",
    "write.private",
    "write.shared",
    "scan.page",
    "scan.share",
    "covert.errors",
    "covert.rate",
  ],
  figure: {
    title: "Memory reclaimed by sharing equal pages",
    x: "machines",
    y: "reclaimed",
    series: "sharing",
    xTitle: "identical virtual machines",
    yTitle: "reclaimed, part of their memory",
  },
});
