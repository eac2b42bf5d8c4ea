import { esx2, linuxThreads, linuxVServer, plainLinux, xen304 } from "@crosstalk/platforms";
import { expect, it } from "vitest";
import { sharedComponents } from "./shared-components.ts";

it.each([
  { platform: plainLinux(), kernels: ["linux"], hypervisors: [] },
  { platform: linuxVServer(), kernels: ["linux"], hypervisors: [] },
  { platform: xen304(), kernels: ["xen/domain0/linux"], hypervisors: ["xen"] },
  { platform: esx2(), kernels: [], hypervisors: ["esx"] },
  { platform: linuxThreads(), kernels: ["linux"], hypervisors: [] },
])("two tenants of $platform.name both depend on $kernels and $hypervisors", ({ platform, ...shared }) => {
  expect(sharedComponents(platform)).toEqual(shared);
});
