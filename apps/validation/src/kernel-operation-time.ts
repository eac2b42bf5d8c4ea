import { account, type HostModel, type OperationClass, pricer, type Segment } from "@crosstalk/hardware";
import { binaryTranslation, hardwareAssisted, paravirtual, type Rewriting, rewriter } from "@crosstalk/hypervisor";
import { assisted2006Costs, softwareVmm2006Costs, xen2003Costs } from "@crosstalk/platforms";

/** As many that a nanosecond's rounding does not show. */
const TIMES = 1_000_000;

/** How platforms rewrite what a guest's kernel does; nothing is rewritten where the kernel has the hardware to itself. */
const rewritings: Readonly<Record<string, Rewriting | undefined>> = {
  linux: undefined,
  "esx-2": binaryTranslation(softwareVmm2006Costs),
  "vtx-2006": hardwareAssisted(assisted2006Costs),
  "xen-2003": paravirtual(xen2003Costs),
  "xen-3.0.4": paravirtual(xen2003Costs),
};

/** Platforms on which operations of a kernel can be timed by themselves. */
export const platformsOfOperations: readonly string[] = Object.keys(rewritings);

/** Seconds that one operation of a guest's kernel takes on a platform: rewritten by it, priced by the hardware. */
export function kernelOperationTime(host: HostModel, platform: string, operation: OperationClass): number {
  const burst: Segment = { parts: [{ account: account("kernel", "guest"), operations: { [operation]: TIMES } }], from: 0 };
  const rewriting = rewritings[platform];
  const { parts } = rewriting === undefined ? burst : rewriter(rewriting, "vmm")(burst);
  return pricer(host.prices)(parts).total / TIMES / 1e9;
}
