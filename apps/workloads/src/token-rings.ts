import { type TokenRingOptions, tokenRing, tokenRingTime } from "@crosstalk/guest-os";
import { lmbenchName } from "./lmbench.ts";
import type { Workload } from "./workload.ts";

/** Rings of Table 4 of Barham et al. (SOSP 2003) whose processes have arrays of their own. */
const rings: readonly TokenRingOptions[] = [
  { processes: 2, kibibytes: 16 },
  { processes: 2, kibibytes: 64 },
  { processes: 8, kibibytes: 16 },
  { processes: 8, kibibytes: 64 },
  { processes: 16, kibibytes: 16 },
  { processes: 16, kibibytes: 64 },
];

function workload(ring: TokenRingOptions): Workload {
  const { processes, kibibytes } = ring;
  return {
    name: lmbenchName(`ctxsw ${processes}p/${kibibytes}K`),
    about: `lmbench, context switch: ${processes} processes in a ring, each with an array of ${kibibytes} KiB`,
    evidence: "lmbench 3's own source, lat_ctx",
    program: () => tokenRing(ring),
    timed: {
      sections: ["pipe", "round"].map((name) => ({ name, begin: `${name} begins`, end: `${name} ends` })),
      time: (of) => tokenRingTime(ring, of),
    },
  };
}

/** lmbench's context switches with working sets. */
export const tokenRingWorkloads: readonly Workload[] = rings.map(workload);
