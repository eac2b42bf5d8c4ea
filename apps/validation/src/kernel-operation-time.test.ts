import { pentium4Model672 } from "@crosstalk/hardware";
import { kernelOperations } from "@crosstalk/workloads";
import { expect, it } from "vitest";
import { kernelOperationTime, platformsOfOperations } from "./kernel-operation-time.ts";

it("prices an operation as the hardware does where nothing rewrites it, in seconds", () => {
  expect(kernelOperationTime(pentium4Model672, "linux", "systemCall") * 3.8e9).toBeCloseTo(242, 0);
  expect(kernelOperationTime(pentium4Model672, "esx-2", "systemCall") * 3.8e9).toBeCloseTo(2_308, 0);
  expect(kernelOperationTime(pentium4Model672, "vtx-2006", "portIo") * 3.8e9).toBeCloseTo(15_826, 0);
});

it("gives a time for every operation on every platform that rewrites", () => {
  for (const platform of platformsOfOperations) {
    for (const { operation } of kernelOperations) {
      expect(kernelOperationTime(pentium4Model672, platform, operation), `${operation} on ${platform}`).toBeGreaterThan(0);
    }
  }
});
