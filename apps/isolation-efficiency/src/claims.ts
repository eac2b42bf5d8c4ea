import type { Estimate } from "@crosstalk/metrics";
import type { AddedTime } from "./breakdown.ts";
import { familyOf } from "./families.ts";
import { kindsPassed } from "./figures/passed.ts";
import type { PlatformScore } from "./scores.ts";
import { measuredKinds } from "./text.ts";
import { IDEAL, PASSED } from "./thresholds.ts";

/** A claim of the chapter beside what the results say of it. */
export interface JudgedClaim {
  readonly claim: string;
  readonly holds: boolean;
  /** By how much, and where it doesn't. */
  readonly evidence: string;
}

type Judge = (scores: readonly PlatformScore[]) => JudgedClaim | undefined;

const show = ({ mean }: Estimate): string => mean.toFixed(2);
const find = (scores: readonly PlatformScore[], platform: string) => scores.find((score) => score.platform === platform);
const ofFamily = (scores: readonly PlatformScore[], family: string) =>
  scores.filter(({ platform }) => familyOf(platform) === family);
const listed = (items: readonly string[]): string => (items.length === 0 ? "none" : items.join(", "));
const range = (values: readonly number[]): string => {
  const [low, high] = [Math.min(...values).toFixed(2), Math.max(...values).toFixed(2)];
  return low === high ? low : `${low} to ${high}`;
};

const means = (scores: readonly PlatformScore[], of: (score: PlatformScore) => Estimate | undefined): number[] =>
  scores.flatMap((score) => of(score)?.mean ?? []);

const weakTraditional: Judge = (scores) => {
  const traditional = ofFamily(scores, "traditional");
  const hypervisors = ofFamily(scores, "hypervisor");
  const own = means(traditional, ({ isolation }) => isolation);
  const others = means(hypervisors, ({ isolation }) => isolation);
  if (own.length === 0 || others.length === 0) return undefined;
  const all = measuredKinds(scores).length;
  const provided = traditional.map((score) => `${score.platform} ${kindsPassed(score).length} of ${all}`);
  return {
    claim: "General-purpose operating systems isolate weakly: tenants are processes and no more",
    holds: Math.max(...own) < Math.min(...others) && traditional.every((score) => kindsPassed(score).length < all),
    evidence: `isolation ${range(own)}, under hypervisors ${range(others)}; kinds of which at least ${PASSED} is provided: ${listed(provided)}`,
  };
};

const fullHypervisors: Judge = (scores) => {
  const hypervisors = ofFamily(scores, "hypervisor");
  const kinds = measuredKinds(scores);
  if (hypervisors.length === 0 || kinds.length === 0) return undefined;
  const lacking = hypervisors.flatMap(({ platform, kinds: of }) =>
    kinds.flatMap((kind) => {
      const estimate = of[kind];
      return estimate === undefined || estimate.mean < PASSED
        ? [`${platform} ${kind} ${estimate === undefined ? "?" : show(estimate)}`]
        : [];
    }),
  );
  const values = kinds.map((kind) => `${kind} ${range(means(hypervisors, ({ kinds: of }) => of[kind]))}`);
  return {
    claim: "Hypervisors isolate faults, resources and security",
    holds: lacking.length === 0 && kinds.length === 3,
    evidence: `${values.join(", ")}; below ${PASSED}: ${listed(lacking)}${kinds.length === 3 ? "" : `; only ${kinds.length} of 3 kinds are measured`}`,
  };
};

/** Faults of what tenants of a hypervisor have in common, and no others, come through to other tenants. */
const sharedOnly: Judge = (scores) => {
  const hypervisors = ofFamily(scores, "hypervisor").filter(({ kinds }) => kinds.fault !== undefined);
  if (hypervisors.length === 0) return undefined;
  const faults = [...new Set(hypervisors.flatMap(({ scenarios }) => Object.keys(scenarios)))].filter((name) =>
    name.startsWith("fault-"),
  );
  const lost = faults.filter((name) => hypervisors.some(({ scenarios }) => (scenarios[name]?.mean ?? 1) < PASSED));
  const own = faults.filter((name) => !lost.includes(name));
  const short = (names: readonly string[]) => listed(names.map((name) => name.replace("fault-", "")));
  return {
    claim:
      "Virtual machines share no code or data but the hypervisor's, so only its faults, or its control domain's, reach others",
    holds: lost.every((name) => sharedFaults.includes(name)),
    evidence: `faults that cost others their service under any hypervisor: ${short(lost)}; that don't: ${short(own)}`,
  };
};

/** Faults of the hypervisor itself, and of its control domain where that drives the devices. */
const sharedFaults: readonly string[] = ["fault-privileged-bug", "fault-driver-crash"];

const isVirtual = (platform: string): boolean => ["hypervisor", "hosted"].includes(familyOf(platform));

const machinesCost: Judge = (scores) => {
  const virtual = scores.filter(({ platform, efficiency }) => isVirtual(platform) && efficiency !== undefined);
  if (virtual.length === 0) return undefined;
  const free = virtual.filter(({ efficiency }) => (efficiency?.mean ?? 0) >= 1);
  const lost = virtual.map(({ platform, efficiency }) => `${platform} ${(100 * (1 - (efficiency?.mean ?? 1))).toFixed(1)} %`);
  return {
    claim: "Virtual machines are slower than the physical machine",
    holds: free.length === 0,
    evidence: `of the machine's speed they lose: ${listed(lost)}`,
  };
};

/** Isolation that differs by less than this is taken for equal. */
const EQUAL = 0.01;

/** Of two platforms, the one that isolates better, beyond what intervals leave open, is the less efficient. */
const isolationCosts: Judge = (scores) => {
  const known = scores.flatMap(({ platform, isolation, efficiency }) =>
    isolation === undefined || efficiency === undefined ? [] : [{ platform, isolation, efficiency }],
  );
  const pairs = known.flatMap((better) =>
    known.filter(({ isolation }) => isolation.high + EQUAL < better.isolation.low).map((worse) => ({ better, worse })),
  );
  if (pairs.length === 0) return undefined;
  const against = pairs.filter(({ better, worse }) => better.efficiency.mean >= worse.efficiency.mean);
  const names = [...new Set(against.map(({ better, worse }) => `${better.platform} over ${worse.platform}`))];
  const more = names.length > 6 ? `, and ${names.length - 6} more` : "";
  return {
    claim: "Isolation comes at the cost of efficiency",
    holds: 2 * against.length < pairs.length,
    evidence: `of ${pairs.length} pairs of platforms one of which isolates better, that one is the less efficient in ${pairs.length - against.length}; isolation for nothing: ${listed(names.slice(0, 6))}${more}`,
  };
};

const emptyCorner: Judge = (scores) => {
  const kinds = measuredKinds(scores);
  if (kinds.length === 0) return undefined;
  const worst = (score: PlatformScore): number =>
    Math.min(score.efficiency?.mean ?? 0, ...kinds.map((kind) => score.kinds[kind]?.mean ?? 0));
  const ideal = scores.filter((score) => worst(score) >= IDEAL);
  const nearest = [...scores].sort((a, b) => worst(b) - worst(a))[0];
  return {
    claim: `Nobody is in the ideal corner (efficiency and each kind of isolation at least ${IDEAL})`,
    holds: ideal.length === 0,
    evidence:
      ideal.length > 0
        ? `in it: ${listed(ideal.map(({ platform }) => platform))}`
        : `nearest is ${nearest?.platform}, whose worst number is ${nearest === undefined ? "?" : worst(nearest).toFixed(2)}; as a bug of what all depend on is among the faults, nobody could be`,
  };
};

const vserverFast: Judge = (scores) => {
  const score = find(scores, "linux-vserver")?.efficiency;
  if (score === undefined) return undefined;
  return {
    claim: "Linux-VServer is as efficient as Linux, within 3 %",
    holds: Math.abs(score.mean - 1) <= 0.03,
    evidence: `its efficiency is ${score.mean.toFixed(3)}; what its checks of contexts and its counting of tokens take is left out of the model`,
  };
};

const vserverBetween: Judge = (scores) => {
  const [linux, vserver] = [find(scores, "linux")?.isolation, find(scores, "linux-vserver")?.isolation];
  const hypervisors = means(ofFamily(scores, "hypervisor"), ({ isolation }) => isolation);
  if (linux === undefined || vserver === undefined || hypervisors.length === 0) return undefined;
  return {
    claim: "Linux-VServer isolates better than Linux and less than hypervisors",
    holds: linux.mean < vserver.mean && vserver.mean < Math.min(...hypervisors),
    evidence: `isolation of Linux ${show(linux)}, of VServer ${show(vserver)}, of hypervisors ${range(hypervisors)}`,
  };
};

const rightAndLower: Judge = (scores) => {
  const linux = find(scores, "linux");
  const shown = scores.filter(({ platform }) => /^(xen|esx)-/.test(platform));
  if (linux?.isolation === undefined || linux.efficiency === undefined || shown.length === 0) return undefined;
  const { isolation, efficiency } = linux;
  const off = shown.filter(
    (each) => (each.isolation?.mean ?? 0) <= isolation.mean || (each.efficiency?.mean ?? 1) >= efficiency.mean,
  );
  const places = shown.map(
    ({ platform, isolation: i, efficiency: e }) => `${platform} (${i?.mean.toFixed(2)}, ${e?.mean.toFixed(2)})`,
  );
  return {
    claim: "Traditional systems stand at the top left, Xen and ESX right of them and lower",
    holds: off.length === 0,
    evidence: `(isolation, efficiency) of linux (${show(isolation)}, ${show(efficiency)}), ${places.join(", ")}`,
  };
};

const judges: readonly Judge[] = [
  weakTraditional,
  fullHypervisors,
  sharedOnly,
  machinesCost,
  isolationCosts,
  rightAndLower,
  vserverFast,
  vserverBetween,
  emptyCorner,
];

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** The two causes that the chapter names for what virtual machines lose. */
function causesOfCost(added: readonly AddedTime[]): readonly JudgedClaim[] {
  const virtual = added.filter(({ platform }) => isVirtual(platform));
  if (virtual.length === 0) return [];
  const parts = virtual.map(({ platform, shares }) => ({
    platform,
    switching: shares.switches + shares.exceptions,
    twice: shares.scheduling + shares.memory + shares.io,
    translated: shares.translation,
  }));
  const told = parts.map(
    ({ platform, switching, twice, translated }) =>
      `${platform} ${percent(switching)} and ${percent(twice)}${translated > 0.005 ? `, and ${percent(translated)} translated code` : ""}`,
  );
  return [
    {
      claim: "The loss is mainly due to switches between the virtual machine and the hypervisor, and to work done twice",
      holds: parts.every(({ switching, twice }) => switching + twice > 0.5),
      evidence: `of the added time, switches and handing on, and scheduling, memory management and I/O done twice: ${listed(told)}`,
    },
  ];
}

/** The chapter's claims, each judged by the results; those that the results say nothing of are left out. */
export function judgedClaims(scores: readonly PlatformScore[], added: readonly AddedTime[]): readonly JudgedClaim[] {
  return [...judges.flatMap((judge) => judge(scores) ?? []), ...causesOfCost(added)];
}
