import { expect, test } from "vitest";
import type { Share, View } from "../policy.ts";
import { creditXen42 } from "./credit.ts";
import { account, activate } from "./credit-accounting.ts";
import { type CreditState, creditState, priority } from "./credit-state.ts";

/** Accounting on one processor for domains of one vCPU each, in the order in which they are listed; the credits then. */
function accountOnce(shares: readonly Share[], before: (state: CreditState) => void = () => {}): CreditState {
  const view = {
    now: 0,
    processors: [{ id: 0, since: 0, asked: false }],
    entity: (entity: number) => ({ group: entity }),
    group: (group: number) => ({ share: shares[group], members: [group] }),
    alarm: () => {},
    hold: () => {},
    release: () => {},
    random: () => 0,
  } as unknown as View;
  const state = creditState(creditXen42, view);
  shares.forEach((_, entity) => {
    state.credit[entity] = 0;
    state.class[entity] = priority.under;
    state.parked[entity] = false;
  });
  for (const entity of [...shares.keys()].reverse()) activate(state, entity, view);
  before(state);
  account(state, view);
  return state;
}

test("shares a slice's 300 credits by weight, divisions rounded up", () => {
  expect(accountOnce([{ weight: 256 }, { weight: 256 }, { weight: 512 }]).credit).toEqual([75, 75, 150]);
});

test("passes on what a capped domain can't use to those after it, by weight", () => {
  // 1024 of 1792 parts are 172 credits, of which the cap takes 30; the other 142 make the rest's pool 300 + 332.
  expect(accountOnce([{ weight: 1024, cap: 0.1 }, { weight: 256 }, { weight: 512 }]).credit).toEqual([30, 91, 181]);
});

test("puts a domain that gave something away first in the list, if one before it could have used more", () => {
  const state = accountOnce([{ weight: 256 }, { weight: 1024, cap: 0.1 }, { weight: 512 }]);
  expect(state.domains).toEqual([1, 0, 2]);
});

test("adds what all owed together after the last accounting", () => {
  const { credit } = accountOnce([{ weight: 256 }, { weight: 256 }], (state) => {
    state.balance = -100;
  });
  expect(credit).toEqual([200, 200]);
});

test("clips a debt at a slice, and halves what is more than a slice", () => {
  const { credit, active } = accountOnce([{ weight: 256 }, { weight: 256 }], (state) => {
    state.credit[0] = -1_000;
    state.credit[1] = 290;
  });
  expect(credit).toEqual([-300, 220]);
  expect(active).toEqual([true, false]);
});
