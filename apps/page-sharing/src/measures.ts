import { type Nanoseconds, toSeconds } from "@crosstalk/engine";
import type { Measure } from "@crosstalk/experiment";
import { frameContents, type KernelContext } from "@crosstalk/guest-os";
import { type MemoryContext, sharedPages, unequalPages, zeroMappings } from "@crosstalk/hypervisor";
import { esx2Memory } from "@crosstalk/platforms";
import { BITS } from "./covert-channel.ts";
import { MACHINE_PAGES, WRITTEN_PAGES } from "./guest-program.ts";
import { viewOf } from "./guest-view.ts";
import { publishedShared } from "./published.ts";
import type { Settled, SharingWorld } from "./sharing-world.ts";

/** What is measured of identical virtual machines. */
export const sharingMeasures = {
  shared: {
    unit: "1",
    about: "part of the machines' pages that are mapped on shared ones",
    of: (world) => part(world, sharedPages(settledOf(world).memory).mappings),
  },
  reclaimed: {
    unit: "1",
    about: "part of the machines' pages that the host has got back by it",
    of: (world) => part(world, reclaimedOf(settledOf(world).memory)),
  },
  "reclaimed.zero": {
    unit: "1",
    about: "part of the machines' pages that the host has got back for they hold zeros",
    of: (world) => part(world, Math.max(0, zeroMappings(settledOf(world).memory) - 1)),
  },
  published: {
    unit: "1",
    about: "part of pages shared in Waldspurger's best case, whose guests and programs are others",
    of: ({ machines, sharing }) => (sharing ? publishedShared(machines) : undefined),
  },
  unequal: {
    unit: "pages",
    about: "pages that read otherwise than the guest's kernel knows, when all is quiet and at the end; must be none",
    of: (world) => unequalIn(settledOf(world)) + unequalIn({ memory: world.memory(), kernels: world.kernels() }),
  },
  copied: {
    unit: "pages",
    about: "shared pages that were copied because they were written",
    of: (world) => world.memory().counts.broken,
  },
  "scan.page": {
    unit: "us",
    about: "processor time of the scan for each page that it looked at",
    of: (world) => (world.sharing ? scanPage(settledOf(world)) : undefined),
  },
  "scan.share": {
    unit: "1",
    about: "part of a processor that the scan takes at the rate of ESX 2, 200 pages a second",
    of: (world) => (world.sharing ? (scanPage(settledOf(world)) * esx2Memory.scanPerHost.value) / 1e6 : undefined),
  },
  "write.private": {
    unit: "us",
    about: "a guest's write to a page of its own, by the clock",
    of: (world) => perPage(instant(world.middle) - instant(world.settled)),
  },
  "write.shared": {
    unit: "us",
    about: "a guest's write to a page of zeros, by the clock; shared if there is sharing",
    of: (world) => perPage(instant(world.end) - instant(world.middle)),
  },
  "covert.errors": {
    unit: "bits",
    about: "bits of 32 that a machine takes wrongly which a neighbour sends by sharing pages or not: 16 if by chance",
    of: (world) => (world.machines < 2 ? undefined : errorsIn(world)),
  },
  "covert.rate": {
    unit: "bit/s",
    about: "bits per second of that channel with 32 pages, at the rate of ESX 2's scan; more pages carry more",
    of: (world) => (world.machines < 2 || !world.sharing ? undefined : rateOf(world)),
  },
  view: {
    unit: "1",
    about: "what all guests know but for the time, as a number of 32 bits",
    of: (world) => viewOf(world.kernels()),
  },
} as const satisfies Readonly<Record<string, Measure<SharingWorld>>>;

function settledOf({ settled }: SharingWorld): Settled {
  const note = settled.note();
  if (note === undefined) throw new Error("the machines have not become quiet");
  return note;
}

function part({ machines }: SharingWorld, pages: number): number {
  return pages / (machines * MACHINE_PAGES);
}

function reclaimedOf(memory: MemoryContext): number {
  const { pages, mappings } = sharedPages(memory);
  return mappings - pages;
}

function unequalIn({ memory, kernels }: { readonly memory: MemoryContext; readonly kernels: readonly KernelContext[] }): number {
  return kernels.reduce((sum, kernel, id) => sum + unequalPages(memory, id, frameContents(kernel.memory)), 0);
}

function errorsIn({ sent, received }: SharingWorld): number {
  const bits = received.bits();
  return sent.filter((bit, index) => bit !== bits[index]).length;
}

/** Information of one of two things of which one happens with a probability, in bits. */
function entropy(probability: number): number {
  if (probability === 0 || probability === 1) return 0;
  return -probability * Math.log2(probability) - (1 - probability) * Math.log2(1 - probability);
}

/**
 * What the channel carries (a binary symmetric channel's capacity at the share of bits that arrived wrong) in the time in
 * which the scan goes once through all memory: only then is a page surely shared.
 */
function rateOf(world: SharingWorld): number {
  const { scanPerMachine, scanPerHost } = esx2Memory;
  const rate = Math.min(scanPerMachine.value, scanPerHost.value / world.machines);
  return (BITS * (1 - entropy(errorsIn(world) / BITS))) / (MACHINE_PAGES / rate);
}

function scanPage({ memory, scanTime }: Settled): number {
  return (toSeconds(scanTime) * 1e6) / memory.counts.scanned;
}

function perPage(time: Nanoseconds): number {
  return (toSeconds(time) * 1e6) / WRITTEN_PAGES;
}

function instant(mark: { at(): Nanoseconds | undefined }): Nanoseconds {
  const at = mark.at();
  if (at === undefined) throw new Error("the writer has not written");
  return at;
}
