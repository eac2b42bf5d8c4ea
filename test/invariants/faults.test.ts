import { ms, Simulation } from "@crosstalk/engine";
import {
  bugBelow,
  compute,
  forever,
  kernelBug,
  type Program,
  requestServer,
  sequence,
  shootdown,
  sleep,
  strayWrite,
} from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { esx2, linuxThreads, type Platform, plainLinux, xen304 } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { Conservation } from "../support/conservation.ts";
import { nested } from "../support/nested-xen.ts";

const faults: Readonly<Record<string, Program>> = { kernelBug: kernelBug(), bugBelow: bugBelow(), strayWrite: strayWrite() };

/** Two servers, one tenant that is always busy on both processors, and one with a fault, on two processors. */
function world(platform: Platform, fault: Program, devices: boolean) {
  const simulation = new Simulation({ seed: 3 });
  const names = devices ? ["net0", "net1"] : [];
  const clients = names.map((name) => ({ name, rate: 1_000, patience: ms(20) }));
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 2, clients });
  const system = platform.boot(simulation, host);
  for (const name of names) system.tenant(`server-${name}`, { devices: [name] }).run(requestServer(name));
  const own = devices ? { devices: [] } : {};
  const busy = system.tenant("busy", { processors: 2, ...own });
  for (const name of ["one", "two"]) busy.run(forever(sequence(compute(ms(0.7)), shootdown())), name);
  const faulty = system.tenant("faulty", { processors: 2, ...own });
  faulty.run(sequence(sleep(ms(40)), compute(ms(1)), fault), "faulty");
  faulty.run(forever(compute(ms(0.3))), "beside");
  return { simulation, host, conservation: new Conservation(simulation, host) };
}

const platforms = [
  ...[plainLinux(), xen304(), esx2(), linuxThreads()].map((platform) => ({ platform, devices: true })),
  { platform: nested(2), devices: false },
];

describe.each(platforms)("on $platform.name", ({ platform, devices }) => {
  test.each(Object.keys(faults))("no processor loses a nanosecond, and each request ends once, before and after: %s", (name) => {
    const { simulation, host, conservation } = world(platform, faults[name] as Program, devices);
    for (const until of [30, 41.5, 60, 100]) {
      simulation.run(ms(until));
      expect(conservation.problems()).toEqual([]);
    }
    for (const { name: clients } of host.devices) {
      const { sent, answered, dropped, timedOut, outstanding } = host.service(clients);
      expect(answered + dropped + timedOut + outstanding).toBe(sent);
      expect(sent).toBeGreaterThan(50);
    }
  });
});
