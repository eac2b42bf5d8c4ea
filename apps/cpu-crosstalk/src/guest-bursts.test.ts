import { ms } from "@crosstalk/engine";
import { expect, test } from "vitest";
import { burstFlow, guestBursts } from "./guest-bursts.ts";

test("a guest's burst takes five deliveries on the host, two more for each hypervisor, and a fifth more for ticks and switches", () => {
  for (const depth of [0, 1, 2]) {
    const { bursts, perBurst } = burstFlow(depth, ms(300));
    expect(bursts).toBeGreaterThan(1_000);
    expect(perBurst).toBeGreaterThanOrEqual(5 + 2 * depth);
    expect(perBurst).toBeLessThan(1.2 * (5 + 2 * depth));
  }
});

test("two kernels beside each other have half of the processor each", () => {
  const { simulation } = guestBursts(1);
  simulation.run(ms(600));
  const ran = ["linux0", "linux1"].map((path) => (simulation.snapshot(path).context as { ticket: number }).ticket) as [
    number,
    number,
  ];
  expect(ran[0] / ran[1]).toBeGreaterThan(0.8);
  expect(ran[0] / ran[1]).toBeLessThan(1.25);
});
