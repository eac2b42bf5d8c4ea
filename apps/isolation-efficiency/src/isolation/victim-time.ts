import type { ReportTable } from "@crosstalk/experiment";
import { chainOf } from "@crosstalk/hardware";
import { isCausedBy, type ResourceEvidence, VICTIM_TENANT } from "@crosstalk/resource-isolation";
import { bySeeds, type IsolationRun, type SeedRow } from "./runs.ts";

/** Where the time of the one processor went while a victim was at work: columns of a table, each account in one of them. */
const places = {
  program: { title: "its program", about: "instructions of the victim's own" },
  kernel: { title: "its kernel", about: "calls, faults and processes of the victim's, by the kernel that runs it" },
  below: { title: "below it", about: "hypervisor, control domain or host's kernel, for the victim" },
  refill: { title: "refill", about: "filling caches and translation buffers again, for the victim" },
  antagonist: { title: "the other", about: "the antagonist, and what kernels and hypervisors do for it: the victim waits" },
  system: { title: "for all", about: "interrupts, ticks and scheduling that no tenant has caused" },
  idle: { title: "idle", about: "nobody could go on: the victim waits for a timer or a device" },
} as const;

type Place = keyof typeof places;

function placeOf(account: string, kernel: string): Place {
  const [payer] = chainOf(account);
  if (payer?.kind === "idle") return "idle";
  if (isCausedBy(VICTIM_TENANT, account)) {
    if (payer?.kind === "user") return "program";
    if (payer?.kind === "refill") return "refill";
    return payer?.kind === "kernel" && payer.owner === kernel ? "kernel" : "below";
  }
  return isCausedBy("antagonist", account) ? "antagonist" : "system";
}

/** Nanoseconds by place. */
function placed({ time, kernel }: ResourceEvidence): Readonly<Record<Place, number>> {
  const sums = Object.fromEntries(Object.keys(places).map((place) => [place, 0])) as Record<Place, number>;
  for (const [account, spent] of Object.entries(time)) sums[placeOf(account, kernel)] += spent;
  return sums;
}

/** Where a victim's time went in each run: the columns add up to its time. */
export function victimTimeTable(runs: readonly IsolationRun<ResourceEvidence>[]): ReportTable {
  const all = runs.flatMap(({ scenario, seed, evidence }) =>
    evidence === undefined ? [] : [{ scenario, seed, spent: placed(evidence), time: evidence.until - evidence.began }],
  );
  const shown = (Object.keys(places) as Place[]).filter((place) => all.some(({ spent }) => spent[place] > 0));
  const milliseconds = (time: number): string => (time / 1e6).toFixed(3);
  const rows = all.map(
    ({ scenario, seed, spent, time }): SeedRow => ({
      seed,
      about: [scenario],
      told: [...shown.map((place) => milliseconds(spent[place])), milliseconds(time)],
    }),
  );
  return {
    caption: "milliseconds of the one processor between the victim's beginning and its end, by where they went",
    columns: [
      { title: "scenario" },
      { title: "seed" },
      ...shown.map((place) => ({ ...places[place], align: "right" as const })),
      { title: "sum = time", align: "right" },
    ],
    rows: bySeeds(rows),
  };
}
