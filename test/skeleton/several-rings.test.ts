import { ms, Simulation, seconds } from "@crosstalk/engine";
import { deviceRequests, repeat } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { xen304, xen2003 } from "@crosstalk/platforms";
import { expect, test } from "vitest";

const TENANTS = [0, 1, 2];
const ROUNDS = 20;

test.each([xen2003(), xen304()])(
  "on $name, domain 0 answers several tenants whose devices interrupt it in the same instant, all to the end",
  (platform) => {
    const simulation = new Simulation({ seed: 1 });
    const devices = TENANTS.map((number) => ({ name: `disk${number}`, service: ms(1) }));
    const host = buildHost(simulation, "host", dualXeon2003, { processors: 1, devices });
    const system = platform.boot(simulation, host);
    const programs = TENANTS.map((number) =>
      system.tenant(`web${number}`, { devices: [`disk${number}`] }).run(repeat(ROUNDS, deviceRequests(`disk${number}`))),
    );
    simulation.run(seconds(1));
    expect(programs.map((program) => (program.ended() ?? Number.NaN) < seconds(1))).toEqual([true, true, true]);
    const rings = simulation.paths.filter((path) => /^xen\/web\d-disk\d$/.test(path));
    expect(rings).toEqual(TENANTS.map((number) => `xen/web${number}-disk${number}`));
  },
);
