import fc from "fast-check";
import { expect, it } from "vitest";
import { DeliveryRate } from "./delivery-rate.ts";

it("tells by how many events per second an interval differs from the one before", () => {
  const rate = new DeliveryRate(500);
  for (const time of [500, 1499, 1500, 2500, 3500]) rate.add(time);
  expect(rate.rates()).toEqual([
    { time: 500, rate: 2e6 },
    { time: 1500, rate: 1e6 },
    { time: 4500, rate: 0 },
  ]);
});

it("counts every delivery once, however long the run", () => {
  const gaps = fc.array(fc.oneof(fc.nat(10_000), fc.nat(1e12)), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(gaps, (lengths) => {
      const rate = new DeliveryRate(0);
      let time = 0;
      for (const gap of lengths) {
        time += gap;
        rate.add(time);
      }
      const steps = rate.rates();
      const total = steps.reduce((sum, step, index) => sum + (step.rate * ((steps[index + 1]?.time ?? 0) - step.time)) / 1e9, 0);
      const last = steps.at(-1);
      expect(last?.rate).toBe(0);
      expect(total).toBeCloseTo(lengths.length, 6);
    }),
  );
});
