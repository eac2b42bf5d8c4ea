import { NEVER } from "@crosstalk/engine";
import type { EntityId, GroupId, Share, View } from "../policy.ts";
import { type CreditState, parked, priority } from "./credit-state.ts";

const membersOf = (state: CreditState, domain: GroupId): EntityId[] => state.members[domain] as EntityId[];

/** A vCPU that a tick found running begins to earn credits. */
export function activate(state: CreditState, entity: EntityId, view: View): void {
  const domain = view.entity(entity).group;
  while (state.members.length <= domain) state.members.push([]);
  state.active[entity] = true;
  membersOf(state, domain).unshift(entity);
  if (!state.domains.includes(domain)) state.domains.unshift(domain);
  if (state.accounting) return;
  state.accounting = true;
  const period = state.parameters.slice;
  const next = state.accountingPhase + (Math.floor((view.now - state.accountingPhase) / period) + 1) * period;
  view.alarm("accounting", 0, next, { on: 0, every: period });
}

/** A vCPU stops earning. */
export function deactivate(state: CreditState, entity: EntityId, domain: GroupId): void {
  const members = membersOf(state, domain);
  state.active[entity] = false;
  members.splice(members.indexOf(entity), 1);
  if (members.length === 0) state.domains.splice(state.domains.indexOf(domain), 1);
}

/** Most that the domain's vCPUs may earn together because of its cap; 0: no cap. A cap is a whole percentage. */
function capCredits(state: CreditState, share: Share): number {
  if (share.cap === undefined) return 0;
  return Math.ceil((Math.max(1, Math.round(share.cap * 100)) * state.perSlice) / 100);
}

/** Gives a vCPU its grant, reckons its class anew, parks or unparks it; returns the credits that it is left with. */
function grantTo(state: CreditState, entity: EntityId, grant: number, cap: number, view: View): number {
  const { perSlice, parameters } = state;
  let credit = (state.credit[entity] as number) + grant;
  if (credit < 0) {
    state.class[entity] = priority.over;
    if (cap > 0 && credit < -cap && state.parked[entity] !== true) {
      state.parked[entity] = true;
      view.hold(entity, parked);
    }
    credit = Math.max(credit, -perSlice);
  } else {
    state.class[entity] = priority.under;
    if (state.parked[entity] === true) {
      state.parked[entity] = false;
      view.release(entity, parked);
    }
    if (credit > perSlice) {
      deactivate(state, entity, view.entity(entity).group);
      credit = parameters.onExcess === "zero" ? 0 : Math.floor(credit / 2);
    }
  }
  state.credit[entity] = credit;
  return credit;
}

/**
 * Accounting, once in a slice: the credits that the processors' time is worth are shared among the active domains by
 * weight. What a domain can't use (more than its vCPUs could run, or than its cap) goes to those after it in the list,
 * and one that gave something away goes to the head of the list, to give first next time. Source: `csched_acct` of Xen
 * 3.3 and 4.12, quoted; divisions round up as there.
 */
export function account(state: CreditState, view: View): void {
  if (state.domains.length === 0) {
    state.balance = 0;
    state.accounting = false;
    view.alarm("accounting", 0, NEVER, { on: 0 });
    return;
  }
  const owed = Math.max(0, -state.balance);
  const perVcpu = state.parameters.weight === "per vcpu";
  const weightOf = (domain: GroupId): number => view.group(domain).share.weight * (perVcpu ? membersOf(state, domain).length : 1);
  const order = [...state.domains];
  const total = order.reduce((sum, domain) => sum + weightOf(domain), 0);
  let pool = state.perSlice * view.processors.length + owed;
  let left = total;
  let wanted = false;
  let balance = 0;
  for (const domain of order) {
    const members = [...membersOf(state, domain)];
    const weight = weightOf(domain);
    const cap = capCredits(state, view.group(domain).share);
    left -= weight;
    let peak = members.length * state.perSlice + Math.ceil((owed * weight) / total);
    if (cap > 0) peak = Math.min(peak, cap);
    let fair = Math.ceil((pool * weight) / total);
    if (fair < peak) wanted = true;
    else {
      if (left > 0) pool += Math.ceil(((fair - peak) * total) / left);
      if (wanted) {
        state.domains.splice(state.domains.indexOf(domain), 1);
        state.domains.unshift(domain);
      }
      fair = peak;
    }
    const grant = Math.ceil(fair / members.length);
    const capEach = Math.ceil(cap / members.length);
    for (const entity of members) balance += grantTo(state, entity, grant, capEach, view);
  }
  state.balance = balance;
  state.round += 1;
}
