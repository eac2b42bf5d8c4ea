import { namedConstants, recalled, type Sourced } from "@crosstalk/hardware";

const CHOICE = "no source, a choice";

/**
 * Parameters of the programs that tenants are tried with. Most are choices of the experiments and have no source; they are
 * the same on every platform, and no result was looked at to set them.
 */
export const programConstants = namedConstants("programs", {
  hogBurst: recalled(
    50,
    "ms",
    `${CHOICE}: a burst's mean; as a hog never blocks, it decides only when it enters its kernel`,
    [10, 200],
  ),
  antagonistIntensity: recalled(0.3, "lines/ns", "a line in 8 cycles of 2.4 GHz, as a loop over an array does", [0.1, 0.6]),
  toucherWork: recalled(500, "ns", `${CHOICE}: work on each page`, [100, 5_000]),
  bombQuick: recalled(200, "processes", `${CHOICE}: as many as fill the machine, one upon the other`, [100, 1_000]),
  bombRest: recalled(20, "ms", `${CHOICE}: between processes after that`, [1, 100]),
  leakPause: recalled(1, "ms", `${CHOICE}: between two leaks`, [0.1, 100]),
  serverPause: recalled(1, "ms", "servers wait about a millisecond or more before they try again to open a file", [1, 1_000]),
  proberNumbers: recalled(32, "processes", `${CHOICE}: process numbers that a prober tries`, [16, 1_024]),
  proberPause: recalled(1, "ms", `${CHOICE}: between two of a prober's rounds`, [0.1, 100]),
  proberClimbs: recalled(16, "calls", "the classical escape from chroot climbs more levels than any path has", [8, 1_024]),
  ringRounds: recalled(100, "rounds", `${CHOICE}: enough that the first round does not matter`, [20, 1_000]),
  ringToken: recalled(4, "B", "lmbench, lat_ctx: an integer is handed on", [1, 4]),
  ringLine: recalled(
    16 / 2.4,
    "ns",
    "lmbench's unrolled loop on a P4: 16 integers, one a cycle of 2.4 GHz; subtracted again",
    [3, 14],
  ),
} satisfies Record<string, Sourced>);
