import { seconds } from "@crosstalk/engine";
import { defineExperiment, factor, level } from "@crosstalk/experiment";
import { parseProfile } from "@crosstalk/guest-os";
import { dualXeon2003 } from "@crosstalk/hardware";
import { slowdown } from "@crosstalk/metrics";
import {
  chroot,
  esx2,
  linuxThreads,
  linuxVServer,
  type Platform,
  plainLinux,
  userModeLinux,
  vtx2006,
  workstation32,
  xen42,
  xen304,
  xen2003,
} from "@crosstalk/platforms";
import { crosstalkWorld } from "./crosstalk-world.ts";
import { crosstalkMeasures } from "./measures.ts";
import { shippedProfile } from "./profiles.ts";

const named = (platform: Platform) => level(platform.name, platform);

/**
 * A real program's profile alone and beside CPU hogs, on a plain operating system and under Xen, and by `--full` or `--set`
 * on all other platforms: the first measurement of how well a platform keeps its tenants apart. One processor of the dual
 * Xeon of Barham et al. (2003), all tenants entitled to equal shares. Replications draw when the victim begins, relative
 * to the hogs, to the ticks and to the schedulers' periods, and the hogs' burst lengths.
 */
export const cpuCrosstalk = defineExperiment({
  name: "cpu-crosstalk",
  about: "How much CPU hogs slow a real program, by platform",
  factors: {
    platform: factor({
      levels: [plainLinux(), xen304(), xen42()].map(named),
      more: [
        plainLinux({ scheduler: "eevdf" }),
        chroot(),
        linuxVServer(),
        userModeLinux(),
        workstation32(),
        xen2003(),
        esx2(),
        vtx2006(),
        linuxThreads(),
      ].map(named),
    }),
    hogs: [0, 1, 2, 4],
    profile: factor({
      levels: [shippedProfile("compile")],
      more: [shippedProfile("shell-forks"), shippedProfile("compress"), shippedProfile("compile-full")],
      fromJson: parseProfile,
    }),
  },
  world({ simulation, host }, { platform, hogs, profile }) {
    return crosstalkWorld(simulation, host("host", dualXeon2003, { processors: 1 }), platform, profile, hogs);
  },
  until: ({ victim }) => victim.ended() !== undefined,
  most: seconds(3600),
  measures: crosstalkMeasures,
  derived: {
    slowdown: {
      unit: "1",
      about: "completion against that without hogs on the same platform under the same seed",
      of({ values }, sibling) {
        const alone = sibling({ hogs: 0 })?.values.completion;
        return alone === undefined || values.completion === undefined ? undefined : slowdown(values.completion, alone);
      },
    },
  },
  summary: [
    "completion",
    "slowdown",
    "share.victim",
    "steal",
    "time.user",
    "time.kernel",
    "time.hypervisor",
    "time.hogs",
    "time.idle",
    "time.system",
  ],
  figure: {
    title: "Slowdown of a program beside CPU hogs",
    x: "hogs",
    y: "slowdown",
    series: "platform",
    xTitle: "CPU hogs of equal weight",
    yTitle: "slowdown (alone = 1)",
  },
});
