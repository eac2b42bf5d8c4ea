import { ModelError } from "@crosstalk/engine";
import {
  type Account,
  account,
  addOperations,
  causedBy,
  chainOf,
  frozenSegment,
  makeSegment,
  type OperationClass,
  type Operations,
  type Part,
  Remembered,
  type Segment,
  type Trap,
} from "@crosstalk/hardware";
import { TOUCH, type TouchDetail } from "./memory-handling.ts";

/**
 * What a hypervisor works on: `transition` is the crossing between guest and hypervisor itself, the other activities
 * are what it does there; `translation` is what a guest's translated code does more than its own would.
 */
export type Activity =
  | "transition"
  | "translation"
  | "memory"
  | "exception"
  | "interrupt"
  | "time"
  | "io"
  | "call"
  | "nesting"
  | "scheduling";

/** What becomes of one operation of a class when a guest does it. */
export type Interception =
  | {
      /** The guest, or the hardware for it, still does the operation, too. */
      readonly retained: boolean;
      /** The crossings that it takes: exits, entries, hypercalls. */
      readonly transition?: Operations;
      /** What the hypervisor does beside. */
      readonly handling?: Operations;
      readonly activity: Activity;
    }
  | { /** Why a guest of this hypervisor can't do it. */ readonly impossible: string };

/** Interceptions by class; an operation of a class that is absent is left to the hardware. */
export type Interceptions = { readonly [Class in OperationClass]?: Interception };

/** A mechanism of virtualization with its costs, as a linear map of operations to operations. */
export interface Rewriting {
  readonly name: string;
  /** Guests may use hypercalls in place of privileged instructions. */
  readonly paravirtual: boolean;
  /** Operations of a guest: of its kernel and back-ends; and of all else in it, unless that is told apart. */
  readonly ofGuests: Interceptions;
  /** Operations of what is no kernel of a guest (its programs), for mechanisms that tell kernel code apart. */
  readonly ofPrograms?: Interceptions;
  /** Operations of a hypervisor that is a guest: of parts that a hypervisor pays. */
  readonly ofHypervisors: Interceptions;
}

/** Turns a guest's segment into what it takes together with the hypervisor's work. */
export type Rewriter = (segment: Segment) => Segment;

/**
 * What a guest's segments become under a hypervisor: its work is added under its own account, caused by the account
 * that did the intercepted operation. Linear, one segment to one, so that the fraction done is the same above and
 * below. The guest's mask is cleared: its interrupts are the hypervisor's affair. Trap and footprint are kept, but where
 * the segment touches pages that the hypervisor `watches`: there the hypervisor's own trap comes first. What has been
 * rewritten is remembered by identity, so that running on after an interruption makes nothing new.
 */
export function rewriter(rewriting: Rewriting, hypervisor: string, watches = false): Rewriter {
  const known = new Remembered<readonly Part[], Rewritten>();
  const payers = new Map<Account, Payer>();
  const payerOf = (of: Account): Payer => {
    const found = payers.get(of);
    if (found !== undefined) return found;
    const made = { account: of, table: interceptionsFor(of, rewriting), caused: new Map<Activity, Account>() };
    payers.set(of, made);
    return made;
  };
  const partsOf = (parts: readonly Part[]): readonly Part[] => {
    const rewritten: Part[] = [];
    for (const part of parts) rewritePart(part, payerOf(part.account), rewriting, hypervisor, rewritten);
    let isSame = rewritten.length === parts.length;
    for (let index = 0; isSame && index < parts.length; index += 1) isSame = rewritten[index] === parts[index];
    return isSame ? parts : rewritten;
  };
  const isIntercepted = (parts: readonly Part[]): boolean => {
    for (let index = 0; index < parts.length; index += 1) {
      const { account: payer, operations } = parts[index] as Part;
      const { table } = payerOf(payer);
      for (const name in operations) if (table[name as OperationClass] !== undefined) return true;
    }
    return false;
  };
  return (segment) => {
    // Plain work of a drawn length is what most segments are: nothing is looked up for it.
    if (isUnmarked(segment) && !isIntercepted(segment.parts)) return segment;
    const before = known.get(segment.parts);
    if (before?.segment === segment) return before.result;
    const parts = before === undefined ? partsOf(segment.parts) : before.result.parts;
    const result = rewrittenSegment(segment, parts, watches ? hypervisor : undefined);
    if (Object.isFrozen(segment)) frozenSegment(result);
    known.set(segment.parts, { segment, result });
    return result;
  };
}

/** What a list of parts has become, and in which segment it was last. */
interface Rewritten {
  readonly segment: Segment;
  readonly result: Segment;
}

/** Whether a segment has nothing that its guest's hypervisor takes from it or watches, beside operations. */
function isUnmarked({ masked, touches = 0 }: Segment): boolean {
  return masked !== true && touches === 0;
}

/** A segment with other parts and without its mask; what it touches is trapped by who watches. */
function rewrittenSegment(segment: Segment, parts: readonly Part[], watcher: string | undefined): Segment {
  const { from, footprint, touches = 0, trap } = segment;
  const isWatched = watcher !== undefined && touches > 0;
  if (parts === segment.parts && isUnmarked(segment)) return segment;
  const raised = isWatched ? touchTrap(segment, watcher) : trap;
  return makeSegment({ parts, from, footprint, trap: raised });
}

function touchTrap({ parts }: Segment, by: string): Trap {
  const detail: TouchDetail = { by, account: parts[0]?.account ?? account("hypervisor", by, "memory") };
  return { cause: TOUCH, detail };
}

/** Which interceptions hold for a part: its payer tells what code it is, the first link of its account. */
function interceptionsFor(payer: Account, { ofGuests, ofPrograms = ofGuests, ofHypervisors }: Rewriting): Interceptions {
  const kind = chainOf(payer)[0]?.kind;
  if (kind === "hypervisor") return ofHypervisors;
  return kind === "kernel" || kind === "back-end" ? ofGuests : ofPrograms;
}

/** Who pays for a part: what becomes of its operations, and who pays for the hypervisor's work that it causes. */
interface Payer {
  readonly account: Account;
  readonly table: Interceptions;
  /** Accounts of the hypervisor's activities, made when first needed. */
  readonly caused: Map<Activity, Account>;
}

function causedAccount({ account: cause, caused }: Payer, hypervisor: string, activity: Activity): Account {
  const known = caused.get(activity);
  if (known !== undefined) return known;
  const made = causedBy(cause, "hypervisor", hypervisor, activity);
  caused.set(activity, made);
  return made;
}

/** The hypervisor's work on one part, by activity in order of the first need. */
interface Added {
  readonly activity: Activity;
  operations: Operations;
}

function add(added: Added[], activity: Activity, operations: Operations | undefined, times: number): void {
  if (operations === undefined || isEmpty(operations)) return;
  for (const each of added) {
    if (each.activity !== activity) continue;
    each.operations = addOperations(each.operations, operations, times);
    return;
  }
  added.push({ activity, operations: addOperations({}, operations, times) });
}

function isEmpty(operations: Operations): boolean {
  for (const _ in operations) return false;
  return true;
}

function rewritePart(part: Part, payer: Payer, rewriting: Rewriting, hypervisor: string, into: Part[]): void {
  const { table } = payer;
  const retained: { [Class in OperationClass]?: number } = {};
  const added: Added[] = [];
  let isIntercepted = false;
  for (const key in part.operations) {
    const name = key as OperationClass;
    const count = part.operations[name] as number;
    const interception = table[name];
    if (interception === undefined) {
      retained[name] = count;
      continue;
    }
    if (count === 0) continue;
    if ("impossible" in interception) {
      throw new ModelError(`${part.account} does ${name} under ${hypervisor} (${rewriting.name}): ${interception.impossible}`);
    }
    isIntercepted = true;
    if (interception.retained) retained[name] = count;
    add(added, "transition", interception.transition, count);
    add(added, interception.activity, interception.handling, count);
  }
  if (!isIntercepted) {
    into.push(part);
    return;
  }
  if (!isEmpty(retained)) into.push({ account: part.account, operations: retained });
  for (const { activity, operations } of added) into.push({ account: causedAccount(payer, hypervisor, activity), operations });
}

/** Counts a segment's operations by class, of all accounts or of those that a condition holds for. */
export function countOperations(segment: Segment, of: (account: Account) => boolean = () => true): Operations {
  return segment.parts.reduce<Operations>((sum, part) => (of(part.account) ? addOperations(sum, part.operations) : sum), {});
}
