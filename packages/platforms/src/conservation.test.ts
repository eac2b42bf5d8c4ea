import { ms, Simulation } from "@crosstalk/engine";
import { compute, forever, sequence, sleep } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { describe, expect, it } from "vitest";
import { conservationProblems, schedulersOf } from "./conservation.ts";
import { linuxThreads } from "./linux-threads.ts";
import { plainLinux } from "./plain-linux.ts";
import type { Platform } from "./platform.ts";
import { xen304 } from "./xen.ts";

function world(platform: Platform, until: number) {
  const simulation = new Simulation({ seed: 3 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const system = platform.boot(simulation, host);
  for (const name of ["a", "b", "c"]) system.tenant(name).run(forever(sequence(compute(ms(7)), sleep(ms(3)))));
  simulation.run(until);
  return { simulation, hosts: [host] };
}

describe("conservationProblems", () => {
  it.each([plainLinux(), xen304(), linuxThreads()])(
    "finds none on $name, at any instant, boot and open stretches included",
    (platform) => {
      for (const until of [1, 12_345, ms(1), ms(25) + 1, ms(100), ms(1_000) + 12_345]) {
        const { simulation, hosts } = world(platform, until);
        expect(conservationProblems(simulation, hosts)).toEqual([]);
      }
    },
  );

  it("finds a nanosecond that a virtual processor has lost, on its own accounts and on its provider's", () => {
    const { simulation, hosts } = world(xen304(), ms(200));
    const { read } = schedulersOf(simulation);
    const times = read("xen/b/linux/scheduler")?.processors[0]?.times as { running: number };
    times.running -= 1;
    expect(conservationProblems(simulation, hosts)).toEqual([
      "accounts of processor 0 of xen/b/linux/scheduler: 199999999 ns, not 200000000 ns",
      expect.stringContaining("time that processor 0 of xen/b/linux/scheduler ran, as xen/scheduler sees it"),
    ]);
  });

  it("finds a nanosecond that a vCPU has too much", () => {
    const { simulation, hosts } = world(xen304(), ms(200));
    const entity = schedulersOf(simulation).read("xen/scheduler")?.entities[1] as { times: { ready: number } };
    entity.times.ready += 1;
    expect(conservationProblems(simulation, hosts)).toContain(
      "accounts of entity 1 of xen/scheduler: 200000001 ns, not 200000000 ns",
    );
  });
});
