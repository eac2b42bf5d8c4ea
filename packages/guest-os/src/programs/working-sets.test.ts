import { ms } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import { compute, forever } from "../program.ts";
import { kernelBench } from "../testing/kernel-bench.ts";
import { cacheAntagonist } from "./cache-antagonist.ts";
import { pageToucher } from "./page-toucher.ts";
import { tokenRing, tokenRingTime } from "./token-ring.ts";

/** Refill of one page and its translation on the test host, ns. */
const PAGE = 650;

describe("programs with working sets", () => {
  it("touch their pages once for the kernel, and bring them into the cache once when alone", () => {
    const b = kernelBench({ toucher: pageToucher({ pages: 10, passes: 5 }) });
    b.until(ms(10));
    expect(b.kernel.endings).toHaveLength(1);
    expect(b.kernel.counts["fault zero"]).toBe(10);
    expect(b.ledger["refill:host < user:toucher"]).toBe(10 * PAGE);
    // Beside 500 ns of work on each page in each of five passes, the access itself takes 100 ns.
    expect(b.ledger["user:toucher"]).toBe(5 * 10 * 500 + 6 * 10 * 100);
  });

  it("are told apart by address space: a process pays for what another has displaced", () => {
    const set = { pages: 20, intensity: 0.1 };
    const b = kernelBench({ p: forever(compute(ms(1), set)), q: forever(compute(ms(1), set)) });
    b.until(ms(50));
    for (const name of ["p", "q"]) {
      const refill = b.ledger[`refill:host < user:${name}`] as number;
      expect(refill).toBeGreaterThanOrEqual(2 * 20 * 640);
      expect(refill % 640).toBe(0);
    }
  });

  it("sweep the cache empty for others, and never block", () => {
    const victim = forever(compute(ms(1), { pages: 10, intensity: 0.1 }));
    const refill = (others: Parameters<typeof kernelBench>[0]): number => {
      const b = kernelBench({ victim, ...others });
      b.until(ms(50));
      expect(b.ledger["idle:host"] ?? 0).toBe(0);
      return b.ledger["refill:host < user:victim"] as number;
    };
    expect(refill({})).toBe(10 * PAGE);
    expect(refill({ hog: forever(compute(ms(1))) })).toBe(10 * PAGE);
    expect(refill({ antagonist: cacheAntagonist(32) })).toBeGreaterThanOrEqual(2 * 10 * PAGE);
  });

  it("hand a token round; a switch costs refill only where the arrays do not fit together", () => {
    const time = (kibibytes: number): number => {
      const ring = { processes: 4, kibibytes, rounds: 10 };
      const b = kernelBench({ ring: tokenRing(ring) });
      const at: Record<string, number> = {};
      b.simulation.observe("kernel", "MARK").subscribe((event) => {
        at[event.name as string] = b.simulation.now;
      });
      b.until(ms(100));
      return tokenRingTime(ring, (section) => (at[`${section} ends`] as number) - (at[`${section} begins`] as number));
    };
    expect(time(32) - time(0)).toBeCloseTo(8 * 10, 6);
    expect(time(64) - time(0)).toBeGreaterThan(16 * 640 - 1);
  });

  it("are refused with what is allowed", () => {
    expect(() => compute(1, { pages: 2, written: 3, intensity: 0 })).toThrow(
      "a working set has 3 pages written; allowed is a whole number from 0 to its 2 pages",
    );
    expect(() => compute(1, { pages: 2.5, intensity: 0 })).toThrow("a working set has 2.5 pages; allowed is a whole number");
    expect(() => compute(1, { pages: 2, intensity: -1 })).toThrow("a working set has intensity -1; allowed is a finite number");
    expect(() => tokenRing({ processes: 1, kibibytes: 0 })).toThrow("a token ring has 1 processes; allowed is a whole number");
    expect(() => tokenRing({ processes: 2, kibibytes: 3 })).toThrow("a token ring sums 3 KiB; allowed is a multiple of 4");
  });
});
