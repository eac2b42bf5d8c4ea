import { quoted, recalled, type Sourced } from "@crosstalk/hardware";
import {
  bvtDefaults,
  creditXen42,
  creditXen304,
  eevdfDefaults,
  o1Defaults,
  o1MaximumSleep,
  o1Slice,
  proportionalShareDefaults,
  tokenBucketDefaults,
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
  minimumTimer: quoted(creditXen42.minimumTimer, "ns", CREDIT_42, [1e5, 1e5]),
  stealInterval: quoted(creditXen42.stealInterval, "ns", `${CREDIT_42}: at most a second`, [1e6, 1e9]),
} satisfies Constants;

/** Constants of Xen's borrowed virtual time. */
export const bvtConstants = {
  chargeUnit: quoted(bvtDefaults.chargeUnit, "ns", BVT, [1e5, 1e5]),
  allowance: quoted(bvtDefaults.allowance, "ns", `${BVT}: at least 10 us`, [1e4, 5e6]),
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
  o1BalanceInterval: recalled(o1Defaults.balanceInterval, "ns", `${O1}: of a busy processor, about`, [1e8, 4e8]),
  o1CacheHot: recalled(o1Defaults.cacheHot, "ns", `${O1}: cache_hot_time of a processor domain`, [1e6, 1e7]),
  eevdfBaseSlice: quoted(eevdfDefaults.baseSlice, "ns", `${EEVDF}: 0.75 ms before 6.15`, [7e5, 7.5e5]),
  eevdfTicks: recalled(eevdfDefaults.hz, "1/s", `${EEVDF}: 100, 250 or 1000 by configuration`, [100, 1_000]),
} satisfies Constants;

const fill = tokenBucketDefaults.fill === "weights" ? { tokens: 1, ticks: 4 } : tokenBucketDefaults.fill;

/** Constants of Linux-VServer's token buckets where nothing else is said; the platform fills them by weights or caps. */
export const tokenBucketConstants = {
  fillTokens: quoted(fill.tokens, "tokens", VSERVER, [1, 1]),
  fillTicks: quoted(fill.ticks, "ticks", VSERVER, [4, 4]),
} satisfies Constants;
