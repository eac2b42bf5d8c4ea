import { ms, seconds } from "@crosstalk/engine";
import { namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";
import type { MemoryManagement, SamplingOptions, SharingOptions } from "@crosstalk/hypervisor";
import { esxMemory2002Costs } from "./costs/esx-memory-2002.ts";
import { sharingSettings } from "./costs/settings.ts";

const MANUAL = "administration manual of ESX 2, pages 341 and 343";
const WALDSPURGER = "Waldspurger, OSDI 2002";

/** Constants of ESX 2's memory management. */
export const esx2Memory = namedConstants("esx-2-memory", {
  scanPerMachine: quoted(50, "pages/s", MANUAL),
  scanPerHost: quoted(200, "pages/s", MANUAL),
  samplePages: quoted(100, "pages", `${WALDSPURGER}, section 5.3; ${MANUAL}`),
  samplePeriod: quoted(30, "s", `${WALDSPURGER}, section 5.3; ${MANUAL}`),
  slowWeight: recalled(0.1, "1", `${WALDSPURGER}, section 5.3, says only that one average is slow`, [0.02, 0.3]),
  fastWeight: recalled(0.5, "1", `${WALDSPURGER}, section 5.3, says only that one average is fast`, [0.3, 0.9]),
  idleMemoryTax: quoted(0.75, "1", `${WALDSPURGER}, section 5.2; ${MANUAL}`),
  balancePeriod: quoted(15, "s", MANUAL),
  balloonMost: quoted(0.5, "1", MANUAL),
  high: quoted(0.06, "1", `${WALDSPURGER}, section 6.3`),
  soft: quoted(0.04, "1", `${WALDSPURGER}, section 6.3`),
  hard: quoted(0.02, "1", `${WALDSPURGER}, section 6.3`),
  low: quoted(0.01, "1", `${WALDSPURGER}, section 6.3`),
  swapService: recalled(8, "ms", "a random read of a SCSI disk of 10,000 rpm: seek, half a turn, transfer", [4, 15]),
} satisfies Record<string, Sourced>);

/** What of ESX's memory management is done, and how. */
export interface EsxMemoryOptions {
  /** Content-based page sharing; false: none. By default at the rates of ESX 2. */
  readonly sharing?: false | Partial<SharingOptions>;
  /** Ballooning; true by default. */
  readonly ballooning?: boolean;
  /** Paging by the host, as the last resort; true by default. */
  readonly swapping?: boolean;
  /** The idle memory tax, [0, 1); 0.75 by default. */
  readonly tax?: number;
  /** How active memory is estimated. */
  readonly sampling?: Partial<SamplingOptions>;
}

/**
 * Memory management of ESX 2. Simplified: 32 pages that lie side by side are scanned together, so that what becomes of them
 * can be kept as one; the scan goes on once a second.
 */
export function esxMemory(options: EsxMemoryOptions = {}): MemoryManagement {
  const constants = esx2Memory;
  const { sharing = {}, ballooning = true, swapping = true, tax = constants.idleMemoryTax.value } = options;
  if (!(tax >= 0 && tax < 1)) throw new RangeError(`esx-2: memory.tax is ${tax}; allowed is 0 up to, not including, 1`);
  const scan: SharingOptions = {
    perMachine: constants.scanPerMachine.value,
    perHost: constants.scanPerHost.value,
    stretch: sharingSettings.stretch.value,
    every: seconds(sharingSettings.every.value),
    ...(sharing === false ? {} : sharing),
  };
  for (const [name, value] of Object.entries(scan))
    if (!(value > 0)) throw new RangeError(`esx-2: memory.sharing.${name} is ${value}; allowed is above 0`);
  return {
    costs: esxMemory2002Costs,
    sharing: sharing === false ? null : scan,
    ballooning: ballooning ? { most: constants.balloonMost.value } : null,
    swapping: swapping ? { service: ms(constants.swapService.value) } : null,
    sampling: {
      pages: constants.samplePages.value,
      period: seconds(constants.samplePeriod.value),
      slow: constants.slowWeight.value,
      fast: constants.fastWeight.value,
      ...options.sampling,
    },
    tax,
    balance: seconds(constants.balancePeriod.value),
    thresholds: {
      high: constants.high.value,
      soft: constants.soft.value,
      hard: constants.hard.value,
      low: constants.low.value,
    },
  };
}
