import { quoted, recalled, type Sourced } from "@crosstalk/hardware";
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
export const creditConstants = {
  slice: quoted(creditXen304.slice, "ns", `${CREDIT_304}: fixed; ${CREDIT_42}: 1 to 1000 ms can be set`, [1e6, 1e9]),
  ticksPerSlice: quoted(creditXen304.ticksPerSlice, "ticks", CREDIT_304, [3, 3]),
  rateLimit: quoted(creditXen42.rateLimit, "ns", `${CREDIT_42}: 100 us to 500 ms can be set, none before 4.2`, [1e5, 5e8]),
  creditsPerMillisecond: quoted(creditsPerMillisecond, "1/ms", `${CREDIT_304}: 100 credits in a tick of 10 ms`, [10, 10]),
  minimumTimer: quoted(creditXen42.minimumTimer, "ns", CREDIT_42, [1e5, 1e5]),
  stealInterval: quoted(creditXen42.stealInterval, "ns", `${CREDIT_42}: at most a second`, [1e6, 1e9]),
} satisfies Constants;

/** Constants of Xen's borrowed virtual time. */
export const bvtConstants = {
  chargeUnit: quoted(bvtDefaults.chargeUnit, "ns", BVT, [1e5, 1e5]),
  allowance: quoted(bvtDefaults.allowance, "ns", `${BVT}: at least 10 us`, [1e4, 5e6]),
  alone: quoted(bvtAlone, "allowances", `${BVT}: until a processor without competition decides again`, [10, 10]),
  unitWeight: quoted(bvtUnitWeight, "1", `${BVT}: stands for the default mcu_advance, 10`, [256, 256]),
} satisfies Constants;

/** Constants of ESX's proportional share. */
export const shareConstants = {
  quantum: recalled(proportionalShareDefaults.quantum, "ns", "ESX up to 4; 10 to 50 ms are quoted of later ones", [1e7, 5e7]),
  period: recalled(proportionalShareDefaults.period, "ns", "no source: between a quantum and what users notice", [5e7, 1e9]),
  leastGrant: recalled(proportionalShareDefaults.leastGrant, "ns", "no source: a tick of the guests", [1e6, 5e7]),
} satisfies Constants;

/** Constants of Linux's schedulers: O(1), and EEVDF. */
export const kernelSchedulingConstants = {
  o1Slice: quoted(o1Slice, "ns", `${O1}: of nice 0; 5 to 800 ms by nice level`, [o1Slice, o1Slice]),
  o1MaximumSleep: quoted(o1MaximumSleep, "ns", `${O1}: ten slices`, [o1MaximumSleep, o1MaximumSleep]),
  o1MinimumSlice: quoted(o1Knobs.minimumSlice, "ns", `${O1}: MIN_TIMESLICE`, [o1Knobs.minimumSlice, o1Knobs.minimumSlice]),
  o1FavouredSlices: quoted(o1Knobs.favouredSlices, "1", `${O1}: slices of nice levels below 0 are four times as long`, [4, 4]),
  o1BonusRange: quoted(o1Knobs.bonusRange, "levels", `${O1}: PRIO_BONUS_RATIO of 25 % of 40 levels`, [10, 10]),
  o1InteractiveDelta: quoted(o1Knobs.interactiveDelta, "levels", `${O1}: INTERACTIVE_DELTA`, [2, 2]),
  o1Granularity: quoted(o1Knobs.granularity, "ns", `${O1}: TIMESLICE_GRANULARITY`, [o1Knobs.granularity, o1Knobs.granularity]),
  o1ChildPenalty: quoted(o1Knobs.childPenalty, "%", `${O1}: CHILD_PENALTY`, [95, 95]),
  o1ParentPenalty: quoted(o1Knobs.parentPenalty, "%", `${O1}: PARENT_PENALTY`, [100, 100]),
  o1Imbalance: recalled(o1ImbalancePercent, "%", `${O1}: imbalance_pct of a processor domain`, [110, 125]),
  o1Ticks: recalled(o1Defaults.hz, "1/s", `${O1}: HZ of i386 in 2.6.0 to 2.6.12; 100 or 250 elsewhere`, [100, 1_000]),
  niceZeroWeight: quoted(
    niceWeight(0),
    "1",
    "Linux, kernel/sched/core.c (public copies): sched_prio_to_weight, 1.25 times a level",
    [1_024, 1_024],
  ),
  o1BalanceInterval: recalled(o1Defaults.balanceInterval, "ns", `${O1}: of a busy processor, about`, [1e8, 4e8]),
  o1CacheHot: recalled(o1Defaults.cacheHot, "ns", `${O1}: cache_hot_time of a processor domain`, [1e6, 1e7]),
  eevdfBaseSlice: quoted(eevdfDefaults.baseSlice, "ns", `${EEVDF}: 0.75 ms before 6.15`, [7e5, 7.5e5]),
  eevdfScaledProcessors: quoted(eevdfScaledProcessors, "processors", `${EEVDF}: with which slices grow, at most`, [8, 8]),
  eevdfBalanceInterval: recalled(eevdfDefaults.balanceInterval, "ns", `${EEVDF}: of a processor domain, about`, [8e6, 2e8]),
  eevdfTicks: recalled(eevdfDefaults.hz, "1/s", `${EEVDF}: 100, 250 or 1000 by configuration`, [100, 1_000]),
} satisfies Constants;

const fill = tokenBucketDefaults.fill === "weights" ? { tokens: 1, ticks: 4 } : tokenBucketDefaults.fill;

/** Constants of Linux-VServer's token buckets where nothing else is said; the platform fills them by weights or caps. */
export const tokenBucketConstants = {
  fillTokens: quoted(fill.tokens, "tokens", VSERVER, [1, 1]),
  fillTicks: quoted(fill.ticks, "ticks", VSERVER, [4, 4]),
  leastTokens: quoted(1 / bucketParts.least, "s", `${VSERVER}: tokens that end a hold`, [1 / 16, 1 / 16]),
  mostTokens: quoted(1 / bucketParts.most, "s", `${VSERVER}: tokens that a bucket holds at most`, [1 / 2, 1 / 2]),
  initialTokens: quoted(1 / bucketParts.initial, "s", `${VSERVER}: tokens that a bucket has at first`, [1 / 4, 1 / 4]),
  span: quoted(
    tokenBucketSpan,
    "levels",
    "Linux-VServer for 2.6.1x, VAVAVOOM_RATIO: half of the range of user priorities",
    [20, 20],
  ),
} satisfies Constants;
