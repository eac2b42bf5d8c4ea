import { ms, Simulation } from "@crosstalk/engine";
import { compute, forever, type NameCall, type NamedEvent, name, sequence, sleep } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { chroot } from "./chroot.ts";
import { linuxVServer } from "./linux-vserver.ts";
import { plainLinux } from "./plain-linux.ts";
import type { Platform } from "./platform.ts";

/** What calls of a tenant come to, beside a neighbour that computes and keeps a port. */
function outcomes(platform: Platform, calls: readonly NameCall[]): NamedEvent[] {
  const simulation = new Simulation({ seed: 1 });
  const system = platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
  const neighbour = sequence(name({ name: "bind", protocol: "tcp", port: 8_080 }), forever(compute(ms(5))));
  system.tenant("neighbour").run(neighbour);
  system.tenant("prober").run(sequence(sleep(ms(50)), ...calls.map(name)));
  const events: NamedEvent[] = [];
  simulation.observe("linux", "NAMED").subscribe((event) => {
    if (event.tenant === "prober") events.push(event as unknown as NamedEvent);
  });
  simulation.run(ms(2_000));
  expect(events).toHaveLength(calls.length);
  return events;
}

const others = ({ outcome }: NamedEvent): number => outcome.found.filter(({ tenant }) => tenant === "neighbour").length;

describe("of a neighbour on the same kernel", () => {
  test.each([
    { platform: plainLinux(), processes: 1, port: "EADDRINUSE" },
    { platform: chroot(), processes: 1, port: "EADDRINUSE" },
    { platform: linuxVServer(), processes: 0, port: "ok" },
  ])("$platform.name lets a tenant see $processes processes, and take the port that it has: $port", (row) => {
    const [listed, bound] = outcomes(row.platform, [
      { name: "listProcesses" },
      { name: "bind", protocol: "tcp", port: 8_080 },
    ]) as [NamedEvent, NamedEvent];
    expect(others(listed)).toBe(row.processes);
    expect(bound.outcome.result).toBe(row.port);
  });

  test("a path means another file under chroot and VServer than on the plain system", () => {
    const call: NameCall = { name: "create", path: "/own", mode: 0o777, kind: "directory" };
    const results = [plainLinux(), chroot(), linuxVServer()].map((platform) => outcomes(platform, [call])[0]?.outcome.result);
    expect(results).toEqual(["EACCES", "EACCES", "ok"]);
  });
});
