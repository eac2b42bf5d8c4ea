import { ms, Simulation, seconds } from "@crosstalk/engine";
import { installKernel, type KernelContext } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003, totalOf } from "@crosstalk/hardware";
import { linuxKernel } from "@crosstalk/platforms";
import { describe, expect, test } from "vitest";
import { ledgerOf, timeOf } from "../support/accounts.ts";
import { machineAtDepth } from "../support/depth.ts";
import { everything } from "../support/programs.ts";

const kernelOptions = linuxKernel({ hz: 100 });
const program = everything(2);

function run(depth: number, processors: number) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", dualXeon2003, { processors });
  const kernel = installKernel(simulation, "linux", machineAtDepth(simulation, host, depth), kernelOptions);
  kernel.tenant("web", { weight: 256 }).run(program, "main");
  const context = () => simulation.snapshot("linux").context as KernelContext;
  simulation.run(seconds(2), () => context().endings.length > 0);
  expect(totalOf(ledgerOf(host))).toBe(processors * simulation.now);
  const { counts, endings } = context();
  return { counts, user: timeOf(host, "user:web"), hypervisor: timeOf(host, "hypervisor"), ended: endings[0]?.at };
}

describe.each([1, 2])("on %i processors", (processors) => {
  const depths = [0, 1, 2, 3].map((depth) => run(depth, processors));
  const [bare] = depths;

  test("the same kernel runs a program on bare metal, in a VM, in a VM in a VM and three deep, and does the same for it", () => {
    for (const { counts, user, ended } of depths) {
      expect(ended).toBeDefined();
      expect(counts).toEqual(bare?.counts);
      expect(user).toBe(bare?.user);
    }
  });

  test("each level of hypervisors multiplies the work of the hypervisors", () => {
    const [, one, two, three] = depths.map(({ hypervisor }) => hypervisor) as [number, number, number, number];
    expect(one).toBeGreaterThan(ms(1));
    expect(two).toBeGreaterThan(3 * one);
    expect(three).toBeGreaterThan(3 * two);
  });
});
