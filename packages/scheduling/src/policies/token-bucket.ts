import { NEVER } from "@crosstalk/engine";
import { TICK } from "../alarms.ts";
import {
  type ConfiguredPolicy,
  configure,
  type EntityId,
  type Fairness,
  type ProcessorId,
  type SchedulingPolicy,
  type View,
} from "../policy.ts";
import {
  bucketOf,
  enoughAt,
  leastOf,
  mostOf,
  skipFor,
  type TokenBucket,
  type TokenBucketParameters,
  type TokenBucketState,
  tokenBucketState,
} from "./token-bucket-state.ts";

/** Why entities are held whose group has no tokens, and the name of the alarm that ends it on an idle processor. */
const WHY = "tokens";
/** Half of the user's range of priorities, over which the level of the bucket moves a process. */
export const span = 20;

type Inner = SchedulingPolicy<never, unknown>;

/** Levels by which a process of a bucket is worse: from 15 when it is empty to -5 when it is full, quadratically. Quoted. */
export function penaltyOf(tokens: number, most: number): number {
  const missing = most - tokens;
  const square = most * most;
  // Never -0, which a saved state can't hold.
  return Math.trunc((span * (missing * missing - Math.floor(square / 4))) / square) + 0;
}

function setPriority(inner: Inner, state: TokenBucketState, entity: EntityId, processor: ProcessorId, view: View): void {
  if (!state.parameters.priority) return;
  const { tokens } = bucketOf(state, view.entity(entity).group, processor, view);
  inner.worsen?.(state.inner as never, entity, penaltyOf(tokens, state.most));
}

/** The tick takes a token from the group of whom it finds running. Whose last token it is, or who had none, loses its turn. */
function takeToken(inner: Inner, state: TokenBucketState, processor: ProcessorId, view: View): void {
  const entity = view.processors[processor]?.running;
  if (entity === undefined) return;
  const bucket = bucketOf(state, view.entity(entity).group, processor, view);
  const before = bucket.tokens;
  if (before > 0) bucket.tokens -= 1;
  setPriority(inner, state, entity, processor, view);
  if (before >= 2) return;
  if (inner.endTurn === undefined) view.preempt(processor);
  else inner.endTurn(state.inner as never, entity, processor, view);
}

const onHold = (state: TokenBucketState, processor: ProcessorId): TokenBucket[] =>
  Object.values(state.buckets[processor] as Record<string, TokenBucket>).filter(({ held }) => held.length > 0);

/** Releases those that were held on a processor, and whose bucket holds enough by now. */
function releaseThose(state: TokenBucketState, processor: ProcessorId, view: View): void {
  const [first] = onHold(state, processor);
  if (first === undefined) return;
  for (const [group, { held }] of Object.entries(state.buckets[processor] as Record<string, TokenBucket>)) {
    if (held.length === 0) continue;
    const bucket = bucketOf(state, Number(group), processor, view);
    if (!bucket.onHold) for (const entity of bucket.held.splice(0)) view.release(entity, WHY);
  }
}

/** A processor has nothing to run but those that are held: it will look again when tokens come, or skips ahead at once. */
function waitForTokens(state: TokenBucketState, processor: ProcessorId, view: View): void {
  const held = onHold(state, processor);
  if (held.length === 0) return;
  const skips = held.some(({ idle }) => idle !== null);
  const at = skips ? view.now : Math.min(...held.map((bucket) => enoughAt(state, bucket)));
  view.alarm(WHY, processor, Math.max(at, view.now), { on: processor });
}

/** An idle processor's second clock skips ahead to where the first of those that are held has enough tokens. */
function skipAhead(state: TokenBucketState, processor: ProcessorId, view: View): void {
  if (view.processors[processor]?.running !== undefined) return;
  const skips = onHold(state, processor).flatMap((bucket) => skipFor(state, bucket, processor) ?? []);
  if (skips.length > 0) state.idleClock[processor] = (state.idleClock[processor] as number) + Math.max(0, Math.min(...skips));
}

/** By weights, groups have what their rates say, to a bucket and to the turns of the policy below; otherwise nothing is promised. */
function fairnessWith(below: Fairness | undefined, own: TokenBucketParameters): Fairness {
  if (!own.hard || own.fill !== "weights" || below === undefined) return { weights: "none", within: NEVER };
  return { weights: "groups", within: (mostOf(own) + 1) * Math.round(1e9 / own.hz) + below.within };
}

/**
 * Linux-VServer's token buckets over a policy that ticks. Each group (a context) has a bucket on each processor, into
 * which R tokens come every T ticks, up to the bucket's size. The tick takes a token from the group of whom it finds
 * running; who has none left loses its turn at each tick. With the hard limit, the processes of a group whose bucket is
 * empty are held when they are next picked, until the bucket holds the least number of tokens that ends it. Without, a
 * group whose bucket is low only has a worse priority, so it has all that nobody else wants. With idle time, a processor
 * that has nothing to run but what is held fills buckets by a second rate at once, until the first may go on.
 *
 * A group with a cap gets R/T of a processor's part of the cap, rounded down, and no idle time; others as the parameters
 * say. So a group that burns the processor gets at most its rate and one bucket in any time, to a tick; one that sleeps
 * over the ticks pays for nothing, as under O(1) itself.
 *
 * Model notes. Rules and defaults: kernel/vserver/sched.c and include/linux/vs_sched.h of Linux-VServer for 2.6.1x
 * (public copies), quoted: buckets on each processor and idle time are those of 2.1 and later. Simplified: processes go
 * on at the first tick at which there are tokens enough, all of the group at once, and on an idle processor at the
 * instant of the token; there one goes on at each decision of the scheduler. They queue where the policy queues what is
 * released (in O(1)'s active array; there in the expired one). The work of counting tokens, some dozens of instructions
 * a tick, is left out. Rates are reckoned when a group first runs on a processor: later changes of shares don't count.
 */
export function tokenBucketPolicy(inner: Inner): SchedulingPolicy<TokenBucketParameters & { inner: unknown }, TokenBucketState> {
  const below = (state: TokenBucketState) => state.inner as never;
  return {
    name: `${inner.name} with token buckets`,
    fairness: ({ inner: below, ...own }) => fairnessWith(inner.fairness?.(below as never), own),
    start({ inner: parameters, ...own }, view) {
      return tokenBucketState(own, inner.start(parameters as never, view), view);
    },
    admit: (state, entity, view) => inner.admit?.(below(state), entity, view),
    enqueue(state, entity, why, view) {
      setPriority(inner, state, entity, view.entity(entity).processor, view);
      inner.enqueue(below(state), entity, why, view);
    },
    leave(state, entity, why, view) {
      if (why === "exited")
        for (const bucket of state.buckets.flatMap((each) => Object.values(each)))
          if (bucket.held.includes(entity)) bucket.held = bucket.held.filter((each) => each !== entity);
      inner.leave(below(state), entity, why, view);
    },
    charge: (state, entity, ran, view) => inner.charge?.(below(state), entity, ran, view),
    pick(state, processor, view) {
      const choice = inner.pick(below(state), processor, view);
      if (choice === undefined) {
        waitForTokens(state, processor, view);
        return undefined;
      }
      const bucket = bucketOf(state, view.entity(choice.entity).group, processor, view);
      // Held as soon as it is picked, it leaves the policy below as one that runs, and another is picked.
      if (state.parameters.hard && bucket.onHold) {
        bucket.held.push(choice.entity);
        view.hold(choice.entity, WHY);
      }
      return choice;
    },
    alarm(state, name, subject, view) {
      const processor = Number(subject);
      if (name === WHY) skipAhead(state, processor, view);
      if (name === TICK) takeToken(inner, state, processor, view);
      if (name === WHY || name === TICK) releaseThose(state, processor, view);
      if (name !== WHY) inner.alarm?.(below(state), name, subject, view);
    },
  };
}

/** Hard limit; 25 % of each processor (R 1, T 4), in idle time 1 token for 8 ticks that are skipped. Quoted: sched_init.h. */
export const tokenBucketDefaults: TokenBucketParameters = {
  hz: 100,
  hard: true,
  priority: false,
  fill: { tokens: 1, ticks: 4 },
  idle: null,
};

/** Token buckets over a policy that ticks, by default with {@link tokenBucketDefaults}. */
export function tokenBucket(over: ConfiguredPolicy, parameters: Partial<TokenBucketParameters> = {}): ConfiguredPolicy {
  const inner = over.policy as unknown as Inner;
  const own = { ...tokenBucketDefaults, ...parameters };
  check(inner, own);
  const policy = tokenBucketPolicy(inner);
  const enforces = [...(inner.enforces ?? []), ...(own.hard ? (["cap"] as const) : [])];
  return configure({ ...policy, enforces: [...new Set(enforces)] }, { ...own, inner: over.parameters });
}

function check(inner: Inner, parameters: TokenBucketParameters): void {
  const { hz, priority, fill, idle, initial, least, most } = parameters;
  const problems: string[] = [];
  const whole = (name: string, value: number): void => {
    if (!Number.isSafeInteger(value) || value < 1) problems.push(`${name} is ${value}; allowed is a whole number from 1`);
  };
  whole("hz", hz);
  for (const [name, rate] of Object.entries({ fill, idle })) {
    if (rate === null || rate === "weights") continue;
    whole(`${name}.tokens`, rate.tokens);
    whole(`${name}.ticks`, rate.ticks);
  }
  for (const [name, value] of Object.entries({ initial, least, most })) {
    if (value !== undefined && !(Number.isFinite(value) && value >= 0))
      problems.push(`${name} is ${value}; allowed is at least 0`);
  }
  if (leastOf(parameters) > mostOf(parameters))
    problems.push(`least is ${leastOf(parameters)}; allowed is at most ${mostOf(parameters)}, what a bucket holds at most`);
  if (priority && inner.worsen === undefined)
    problems.push(`priority is true, but policy ${inner.name} has no priorities that can be made worse`);
  if (problems.length > 0) throw new RangeError(`token bucket: ${problems.join("; ")}`);
}
