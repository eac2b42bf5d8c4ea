import { activities } from "@crosstalk/efficiency";
import { describe, expect, it } from "vitest";
import type { AddedTime } from "./breakdown.ts";
import { judgedClaims } from "./claims.ts";
import type { PlatformScore } from "./scores.ts";
import { scoreOf } from "./testing/scores.ts";

const none = Object.fromEntries(Object.keys(activities).map((name) => [name, 0])) as AddedTime["shares"];
const added = (shares: Partial<AddedTime["shares"]>): AddedTime[] => [{ platform: "xen-3.0.4", shares: { ...none, ...shares } }];

const linux = scoreOf("linux", 1, { fault: 0.3, resource: 0.3, security: 0.4 });
const vserver = scoreOf("linux-vserver", 0.99, { fault: 0.3, resource: 0.6, security: 0.9 });
const xen = scoreOf("xen-3.0.4", 0.85, { fault: 0.95, resource: 1, security: 1 });
const asDrawn = [linux, vserver, xen];

/** Verdicts by the beginnings of claims. */
const verdicts = (scores: readonly PlatformScore[], times = added({ switches: 0.6, memory: 0.4 })) =>
  Object.fromEntries(judgedClaims(scores, times).map(({ claim, holds }) => [claim.slice(0, 24), holds]));

describe("the chapter's claims", () => {
  it("all hold where systems stand as the chapter draws them", () => {
    expect(Object.values(verdicts(asDrawn))).toEqual(Array.from({ length: 10 }, () => true));
  });

  it.each([
    ["General-purpose operatin", [scoreOf("linux", 1, { fault: 1, resource: 1, security: 1 }), xen]],
    ["Hypervisors isolate faul", [linux, scoreOf("xen-3.0.4", 0.85, { fault: 0.7, resource: 1, security: 1 })]],
    ["Virtual machines are slo", [linux, scoreOf("xen-3.0.4", 1, { fault: 1, resource: 1, security: 1 })]],
    ["Isolation comes at the c", [linux, scoreOf("xen-3.0.4", 1.1, { fault: 1, resource: 1, security: 1 })]],
    ["Traditional systems stan", [linux, scoreOf("xen-3.0.4", 0.8, { fault: 0.1, resource: 0.1, security: 0.1 })]],
    ["Linux-VServer is as effi", [linux, scoreOf("linux-vserver", 0.96, { fault: 1, resource: 1, security: 1 }), xen]],
    ["Linux-VServer isolates b", [linux, scoreOf("linux-vserver", 1, { fault: 0, resource: 0, security: 0.5 }), xen]],
    ["Nobody is in the ideal c", [linux, scoreOf("xen-3.0.4", 0.99, { fault: 1, resource: 1, security: 1 })]],
  ])("%s… fails where results say otherwise", (claim, scores) => {
    expect(verdicts(scores)[claim]).toBe(false);
    expect(verdicts(asDrawn)[claim]).toBe(true);
  });

  it("names causes only if they make up most of the cost", () => {
    expect(verdicts(asDrawn, added({ refill: 0.7, switches: 0.3 }))["The loss is mainly due t"]).toBe(false);
    expect(verdicts(asDrawn, [])["The loss is mainly due t"]).toBeUndefined();
  });

  it("hold for a mean only if each kind reaches the corner", () => {
    const uneven = scoreOf("xen-3.0.4", 1, { fault: 0.97, resource: 1, security: 1 });
    expect(uneven.isolation?.mean).toBeGreaterThan(0.98);
    expect(verdicts([linux, uneven])["Nobody is in the ideal c"]).toBe(true);
  });

  it("are left out where the results say nothing of them", () => {
    expect(judgedClaims([{ platform: "esx-2", kinds: {}, scenarios: {} }], [])).toEqual([]);
  });
});
