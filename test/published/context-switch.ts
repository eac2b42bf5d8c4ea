import { Simulation, seconds } from "@crosstalk/engine";
import { type TokenRingOptions, tokenRing, tokenRingTime } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { type Mark, watchMark } from "@crosstalk/metrics";
import type { Platform } from "@crosstalk/platforms";

/** Microseconds of a context switch in a ring of processes, alone on one processor of Barham's host, as lmbench has it. */
export function switchTime(platform: Platform, ring: TokenRingOptions): number {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const running = platform.boot(simulation, host).tenant("lmbench").run(tokenRing(ring));
  const marks = new Map<string, Mark<null>>();
  for (const name of ["pipe begins", "pipe ends", "round begins", "round ends"])
    marks.set(
      name,
      watchMark(simulation, name, () => null),
    );
  simulation.run(seconds(10), () => running.ended() !== undefined);
  const at = (name: string): number => {
    const instant = marks.get(name)?.at();
    if (instant === undefined) throw new Error(`the ring has not come to "${name}" in ten seconds`);
    return instant;
  };
  return tokenRingTime(ring, (section) => at(`${section} ends`) - at(`${section} begins`)) / 1_000;
}
