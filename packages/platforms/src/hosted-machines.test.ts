import { ms, Simulation, seconds } from "@crosstalk/engine";
import { compute, forever, type Program, systemCall } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { linuxThreads } from "./linux-threads.ts";
import { plainLinux } from "./plain-linux.ts";
import type { Platform } from "./platform.ts";
import { userModeLinux } from "./user-mode-linux.ts";
import { workstation32 } from "./workstation32.ts";

const HOG = forever(compute(seconds(10)));

/** Runs a tenant's program alone for so long, or to its end. */
function alone(platform: Platform, program: Program, time = seconds(1)) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const running = platform.boot(simulation, host).tenant("web").run(program);
  simulation.run(time);
  return { host, ended: running.ended() };
}

/** Time of one of many system calls, ns. */
function timeOfCall(platform: Platform): number {
  const calls = 1_000;
  const { ended = 0 } = alone(platform, systemCall("null", calls));
  const { ended: empty = 0 } = alone(platform, systemCall("null", 1));
  return (ended - empty) / (calls - 1);
}

test("a system call is dearer by far where a process is stopped for it than where it is forwarded", () => {
  const [native, translated, traced] = [plainLinux(), workstation32(), userModeLinux()].map(timeOfCall) as [
    number,
    number,
    number,
  ];
  expect(translated / native).toBeGreaterThan(1.3);
  expect(translated / native).toBeLessThan(2);
  expect(traced / native).toBeGreaterThan(40);
});

test("the host's interrupts take switches of the world on Workstation, and only there", () => {
  const switching = (platform: Platform) => {
    const { host } = alone(platform, HOG);
    return Object.entries(host.ledger(0)).find(([name]) => name === "hypervisor.transition:linux")?.[1] ?? 0;
  };
  // A hundred ticks of the host, and as many of the guest, some of which come together.
  const ofWorkstation = switching(workstation32()) / 2_718;
  expect(ofWorkstation).toBeGreaterThanOrEqual(90);
  expect(ofWorkstation).toBeLessThanOrEqual(230);
  expect(switching(userModeLinux())).toBe(0);
  expect(switching(linuxThreads())).toBe(0);
});

test("work in user mode is nearly as fast as on the host itself", () => {
  const time = (platform: Platform) => alone(platform, compute(ms(500))).ended as number;
  const native = time(plainLinux());
  for (const platform of [workstation32(), userModeLinux()]) {
    expect(time(platform)).toBeGreaterThan(native);
    expect(time(platform) / native).toBeLessThan(1.03);
  }
});

test.each([
  ["User-Mode Linux", userModeLinux],
  ["Workstation", workstation32],
])("tenants of %s can't be capped, and share by weight if the host's scheduler knows it", (_, make) => {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors: 1 });
  const system = make({ host: { scheduler: "eevdf" } }).boot(simulation, host);
  expect(() => system.tenant("capped", { cap: 0.5 })).toThrow(/can't enforce caps/);
  const [light, heavy] = [256, 768].map((weight) => {
    const tenant = system.tenant(`tenant${weight}`, { weight });
    tenant.run(HOG);
    return tenant;
  });
  simulation.run(seconds(5));
  const [of, and] = [light, heavy].map((tenant) => tenant?.time().user as number) as [number, number];
  expect(of / (of + and)).toBeCloseTo(1 / 4, 1);
});
