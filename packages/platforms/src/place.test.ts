import { Simulation } from "@crosstalk/engine";
import { compute, sleep } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { platformCatalogue } from "./catalogue.ts";
import { conservationProblems } from "./conservation.ts";

test.each(platformCatalogue.map(({ platform }) => platform))("$name runs on several hosts of one world at once", (platform) => {
  const simulation = new Simulation({ seed: 1 });
  const hosts = ["host", "host1"].map((path) => buildHost(simulation, path, dualXeon2003, { processors: 1 }));
  const programs = hosts.map((host, number) => {
    const tenant = platform.boot(simulation, host).tenant(`tenant${number}`);
    return tenant.run(number === 0 ? compute(1_000_000) : sleep(1_000_000));
  });
  simulation.run(50_000_000);
  expect(programs.map((program) => (program.ended() ?? 0) > 1_000_000)).toEqual([true, true]);
  expect(conservationProblems(simulation, hosts)).toEqual([]);
});
