import { heldFixed, namedConstants, quoted, recalled, type Sourced } from "@crosstalk/hardware";
import {
  bucketParts,
  bvtAlone,
  bvtDefaults,
  bvtUnitWeight,
  creditsPerMillisecond,
  creditXen42,
  creditXen304,
  eevdfDefaults,
  eevdfScaledProcessors,
  niceWeight,
  o1Defaults,
  o1ImbalancePercent,
  o1Knobs,
  o1MaximumSleep,
  o1Slice,
  type ProportionalShareParameters,
  proportionalShareDefaults,
  tokenBucketDefaults,
  tokenBucketSpan,
} from "@crosstalk/scheduling";

type Constants = Record<string, Sourced>;

const CREDIT_304 = "Xen 3.0.4 to 3.1.0, xen/common/sched_credit.c";
const CREDIT_42 = "Xen 4.2 and later, xen/common/sched/credit.c";
const BVT = "Xen 3.0.2, xen/common/sched_bvt.c";
const O1 = "Linux 2.6.12, kernel/sched.c (public copy)";
const EEVDF = "Linux 6.15, kernel/sched/fair.c (public copies)";
const VSERVER = "Linux-VServer for 2.6.1x, kernel/vserver/sched_init.h (public copies)";

/** Constants of Xen's credit scheduler, in both forms. The range of what an administrator can set is that which the source allows. */
export const creditConstants = namedConstants("credit", {
  slice: heldFixed(
    "setting",
    quoted(creditXen304.slice, "ns", `${CREDIT_304}: fixed; ${CREDIT_42}: 1 to 1000 ms can be set`, [1e6, 1e9]),
  ),
  ticksPerSlice: quoted(creditXen304.ticksPerSlice, "ticks", CREDIT_304, "policy"),
  rateLimit: heldFixed(
    "setting",
    quoted(creditXen42.rateLimit, "ns", `${CREDIT_42}: 100 us to 500 ms can be set, none before 4.2`, [1e5, 5e8]),
  ),
  creditsPerMillisecond: quoted(creditsPerMillisecond, "1/ms", `${CREDIT_304}: 100 credits in a tick of 10 ms`, "policy"),
  minimumTimer: quoted(creditXen42.minimumTimer, "ns", CREDIT_42, "policy"),
  stealInterval: heldFixed("setting", quoted(creditXen42.stealInterval, "ns", `${CREDIT_42}: at most a second`, [1e6, 1e9])),
} satisfies Constants);

/** Constants of Xen's borrowed virtual time. */
export const bvtConstants = namedConstants("bvt", {
  chargeUnit: quoted(bvtDefaults.chargeUnit, "ns", BVT, "policy"),
  allowance: heldFixed("setting", quoted(bvtDefaults.allowance, "ns", `${BVT}: at least 10 us`, [1e4, 5e6])),
  alone: quoted(bvtAlone, "allowances", `${BVT}: until a processor without competition decides again`, "policy"),
  unitWeight: quoted(bvtUnitWeight, "1", `${BVT}: stands for the default mcu_advance, 10`, "policy"),
} satisfies Constants);

/** Constants of ESX's proportional share. */
export const shareConstants = namedConstants("proportional-share", {
  quantum: recalled(proportionalShareDefaults.quantum, "ns", "ESX up to 4; 10 to 50 ms are quoted of later ones", [1e7, 5e7]),
  period: recalled(proportionalShareDefaults.period, "ns", "no source: between a quantum and what users notice", [5e7, 1e9]),
  leastGrant: recalled(proportionalShareDefaults.leastGrant, "ns", "no source: a tick of the guests", [1e6, 5e7]),
} satisfies Constants);

/** What ESX's proportional share is set up with, in whole nanoseconds; a grant is never longer than a quantum. */
export const shareParameters = (): ProportionalShareParameters => {
  const [quantum, leastGrant] = [Math.round(shareConstants.quantum.value), Math.round(shareConstants.leastGrant.value)];
  return { quantum, period: Math.round(shareConstants.period.value), leastGrant: Math.min(quantum, leastGrant) };
};

/** Constants of Linux's schedulers: O(1), and EEVDF. */
export const kernelSchedulingConstants = namedConstants("kernel-scheduling", {
  o1Slice: quoted(o1Slice, "ns", `${O1}: of nice 0; 5 to 800 ms by nice level`, "policy"),
  o1MaximumSleep: quoted(o1MaximumSleep, "ns", `${O1}: ten slices`, "policy"),
  o1MinimumSlice: quoted(o1Knobs.minimumSlice, "ns", `${O1}: MIN_TIMESLICE`, "policy"),
  o1FavouredSlices: quoted(o1Knobs.favouredSlices, "1", `${O1}: slices of nice levels below 0 are four times as long`, "policy"),
  o1BonusRange: quoted(o1Knobs.bonusRange, "levels", `${O1}: PRIO_BONUS_RATIO of 25 % of 40 levels`, "policy"),
  o1InteractiveDelta: quoted(o1Knobs.interactiveDelta, "levels", `${O1}: INTERACTIVE_DELTA`, "policy"),
  o1Granularity: quoted(o1Knobs.granularity, "ns", `${O1}: TIMESLICE_GRANULARITY`, "policy"),
  o1ChildPenalty: quoted(o1Knobs.childPenalty, "%", `${O1}: CHILD_PENALTY`, "policy"),
  o1ParentPenalty: quoted(o1Knobs.parentPenalty, "%", `${O1}: PARENT_PENALTY`, "policy"),
  o1Imbalance: heldFixed("policy", recalled(o1ImbalancePercent, "%", `${O1}: imbalance_pct of a processor domain`, [110, 125])),
  o1Ticks: heldFixed(
    "setting",
    recalled(o1Defaults.hz, "1/s", `${O1}: HZ of i386 in 2.6.0 to 2.6.12; 100 or 250 elsewhere`, [100, 1_000]),
  ),
  niceZeroWeight: quoted(
    niceWeight(0),
    "1",
    "Linux, kernel/sched/core.c (public copies): sched_prio_to_weight, 1.25 times a level",
    "policy",
  ),
  o1BalanceInterval: recalled(o1Defaults.balanceInterval, "ns", `${O1}: of a busy processor, about`, [1e8, 4e8]),
  o1CacheHot: recalled(o1Defaults.cacheHot, "ns", `${O1}: cache_hot_time of a processor domain`, [1e6, 1e7]),
  eevdfBaseSlice: quoted(eevdfDefaults.baseSlice, "ns", `${EEVDF}: 0.75 ms before 6.15`, [7e5, 7.5e5]),
  eevdfScaledProcessors: quoted(eevdfScaledProcessors, "processors", `${EEVDF}: with which slices grow, at most`, "policy"),
  eevdfBalanceInterval: recalled(eevdfDefaults.balanceInterval, "ns", `${EEVDF}: of a processor domain, about`, [8e6, 2e8]),
  eevdfTicks: heldFixed(
    "setting",
    recalled(eevdfDefaults.hz, "1/s", `${EEVDF}: 100, 250 or 1000 by configuration`, [100, 1_000]),
  ),
} satisfies Constants);

/** What of O(1) isn't set by whoever sets Linux up, in whole nanoseconds. */
export const o1Parameters = () => ({
  balanceInterval: Math.round(kernelSchedulingConstants.o1BalanceInterval.value),
  cacheHot: Math.round(kernelSchedulingConstants.o1CacheHot.value),
});

/** The same of EEVDF. */
export const eevdfParameters = () => ({
  baseSlice: Math.round(kernelSchedulingConstants.eevdfBaseSlice.value),
  balanceInterval: Math.round(kernelSchedulingConstants.eevdfBalanceInterval.value),
});

const fill = tokenBucketDefaults.fill === "weights" ? { tokens: 1, ticks: 4 } : tokenBucketDefaults.fill;

/** Constants of Linux-VServer's token buckets where nothing else is said; the platform fills them by weights or caps. */
export const tokenBucketConstants = namedConstants("token-bucket", {
  fillTokens: quoted(fill.tokens, "tokens", VSERVER, "policy"),
  fillTicks: quoted(fill.ticks, "ticks", VSERVER, "policy"),
  leastTokens: quoted(1 / bucketParts.least, "s", `${VSERVER}: tokens that end a hold`, "policy"),
  mostTokens: quoted(1 / bucketParts.most, "s", `${VSERVER}: tokens that a bucket holds at most`, "policy"),
  initialTokens: quoted(1 / bucketParts.initial, "s", `${VSERVER}: tokens that a bucket has at first`, "policy"),
  span: quoted(
    tokenBucketSpan,
    "levels",
    "Linux-VServer for 2.6.1x, VAVAVOOM_RATIO: half of the range of user priorities",
    "policy",
  ),
} satisfies Constants);
