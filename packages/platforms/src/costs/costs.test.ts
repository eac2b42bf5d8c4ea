import type { Sourced } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { assisted2006RoundTrip, assisted2006Work } from "./assisted-2006.ts";
import { esxMemory2002Work, hashInstructionsPerByte } from "./esx-memory-2002.ts";
import { linux2003Work } from "./linux-2003.ts";
import { clocks } from "./netburst-cycles.ts";
import { bvtConstants, creditConstants, kernelSchedulingConstants, shareConstants, tokenBucketConstants } from "./scheduling.ts";
import { linuxSettings, sharingSettings, tenantSettings, vserverSettings, xenSettings } from "./settings.ts";
import { hiddenFaultsPerPageTable, shadow2006Work } from "./shadow-2006.ts";
import { maskingsPerWork, skas2003Work, unmappingsPerPageTable } from "./skas-2003.ts";
import { kernelReturns, softwareVmm2006Work } from "./software-vmm-2006.ts";
import { vmm2006OwnWork } from "./vmm-2006.ts";
import { workstation2003Work } from "./workstation-2003.ts";
import { xen2003Work } from "./xen-2003.ts";

const tables = {
  linux2003Work,
  xen2003Work,
  shadow2006Work,
  softwareVmm2006Work,
  assisted2006Work,
  vmm2006OwnWork,
  skas2003Work,
  workstation2003Work,
  esxMemory2002Work,
  bvtConstants,
  creditConstants,
  kernelSchedulingConstants,
  shareConstants,
  tokenBucketConstants,
  clocks,
  assisted2006RoundTrip,
  linuxSettings,
  sharingSettings,
  tenantSettings,
  vserverSettings,
  xenSettings,
};

const constants: readonly (readonly [string, Sourced])[] = [
  ["kernelReturns", kernelReturns],
  ["hashInstructionsPerByte", hashInstructionsPerByte],
  ["maskingsPerWork", maskingsPerWork],
  ["unmappingsPerPageTable", unmappingsPerPageTable],
  ["hiddenFaultsPerPageTable", hiddenFaultsPerPageTable],
  ...Object.entries(tables).flatMap(([table, work]) =>
    Object.entries<Sourced>(work).map(([name, constant]) => [`${table}.${name}`, constant] as const),
  ),
];

const units = [
  ...["ns", "s", "1/ns", "1/ms", "1/s", "1", "%", "faults", "calls", "ticks", "tokens", "levels", "allowances"],
  ...["processors", "pages", "addresses", "updates", "B", "GHz", "cycles", "fields", "1/byte"],
];

test.each(constants)("%s lies in its range, and says what it is and where it is from", (_, { value, range, unit, source }) => {
  expect(value).toBeGreaterThan(0);
  expect(range[0]).toBeLessThanOrEqual(value);
  expect(range[1]).toBeGreaterThanOrEqual(value);
  expect(units).toContain(unit);
  expect(source.length).toBeGreaterThan(8);
});
