import { Simulation } from "@crosstalk/engine";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { bvt, proportionalShare } from "@crosstalk/scheduling";
import { expect, test } from "vitest";
import { esx2 } from "./esx2.ts";
import { linuxThreads } from "./linux-threads.ts";
import { plainLinux } from "./plain-linux.ts";
import type { Platform } from "./platform.ts";
import { xen42 } from "./xen.ts";

const boot = (platform: Platform) => {
  const simulation = new Simulation({ seed: 1 });
  return platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
};

test.each([plainLinux(), linuxThreads(), xen42(), xen42({ scheduling: bvt() })])(
  "$name refuses a reservation, which it can't enforce",
  (platform) => {
    expect(() => boot(platform).tenant("a", { reservation: 0.5 })).toThrow(
      /reservation is 0.5, but .* can't enforce reservations/,
    );
  },
);

test.each([plainLinux(), linuxThreads(), xen42({ scheduling: bvt() })])(
  "$name refuses a cap, which it can't enforce",
  (platform) => {
    expect(() => boot(platform).tenant("a", { cap: 0.5 })).toThrow(/cap is 0.5, but .* can't enforce caps/);
  },
);

test("a reservation is positive, and within the tenant's processors and its cap", () => {
  const system = boot(xen42({ scheduling: proportionalShare() }));
  for (const options of [{ reservation: 0 }, { reservation: 1.5 }, { reservation: 0.5, cap: 0.4 }])
    expect(() => system.tenant("a", options)).toThrow(/reservation is .*; allowed is above 0, up to/);
  system.tenant("a", { reservation: 0.5, cap: 0.6 });
});

test.each([plainLinux(), linuxThreads(), xen42(), esx2()])("$name refuses a device that the host has not", (platform) => {
  const simulation = new Simulation({ seed: 1 });
  const clients = [{ name: "net", rate: 100, patience: 1_000 }];
  const system = platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1, clients }));
  expect(() => system.tenant("a", { devices: ["net", "wlan"] })).toThrow(
    /tenant a of .*: devices has "wlan"; allowed are those of the host: net/,
  );
});

test.each([linuxThreads(), esx2()])("$name gives a device to one tenant only", (platform) => {
  const simulation = new Simulation({ seed: 1 });
  const devices = [{ name: "disk", service: 1_000 }];
  const system = platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1, devices }));
  system.tenant("a", { devices: ["disk"] });
  expect(() => system.tenant("b", { devices: ["disk"] })).toThrow(/device "disk" is passed through to .*a already/);
});
