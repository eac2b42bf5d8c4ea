import { Simulation } from "@crosstalk/engine";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { platformCatalogue } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { platform, platformNames } from "../schema/platform.ts";
import { compilePlatform } from "./compile-platform.ts";

describe("platforms of files", () => {
  it("are those of the catalogue, in its order", () => {
    expect(platformNames).toEqual(platformCatalogue.map(({ platform: { name } }) => name));
    expect(platformNames.map((name) => compilePlatform(name).name)).toEqual(platformNames);
  });

  it.each([
    { name: "linux", ticks: "1 kHz", ticksWhileIdle: false },
    { name: "linux-eevdf", ticks: "250 Hz", readsStolenTime: true },
    { name: "chroot", ticks: "100 Hz" },
    { name: "linux-vserver", limit: "soft", memory: "64 MiB", processes: 100, files: 50, idleTime: false },
    { name: "user-mode-linux", host: { ticks: "1 kHz" }, guest: { ticks: "100 Hz" } },
    { name: "xen-4.2", controlMemory: "128 MiB", guest: { scheduler: "eevdf" } },
    { name: "esx-2", memory: { ballooning: false, tax: 0.5 } },
    { name: "esx-2", memory: false },
    { name: "vtx-2006", guest: { ticks: "1000 Hz" } },
  ])("boot with parameters: $name", (file) => {
    const simulation = new Simulation({ seed: 1 });
    const system = compilePlatform(platform.parse(file)).boot(simulation, buildHost(simulation, "host", dualXeon2003));
    system.tenant("one").run({ do: "compute", time: 1_000 });
    simulation.run(10_000_000);
    expect(system.platform.name).toContain(file.name);
    expect(simulation.deliveries).toBeGreaterThan(0);
  });

  it.each([
    { name: "linux", limit: "soft" },
    { name: "xen-4.2", memory: false },
    { name: "vtx-2006", controlMemory: "1 MiB" },
  ])("take no parameters of others: $name", (file) => {
    expect(platform.safeParse(file).success).toBe(false);
  });
});
