import { ms } from "@crosstalk/engine";
import { describe, expect, it } from "vitest";
import type { NamedEvent } from "../kernel/names/name-event.ts";
import { sequence, sleep } from "../program.ts";
import { kernelBench } from "../testing/kernel-bench.ts";
import { cpuHog } from "./cpu-hog.ts";
import { forkBomb } from "./fork-bomb.ts";
import { memoryBomb } from "./memory-bomb.ts";
import { resourceLeak } from "./resource-leak.ts";
import { tableUser } from "./table-user.ts";

describe("antagonists", () => {
  it("take all of the processor: a hog never blocks", () => {
    const b = kernelBench({ hog: cpuHog() });
    b.until(ms(100));
    expect(b.ledger["idle:host"] ?? 0).toBe(0);
    expect(b.kernel.counts["call null"]).toBeGreaterThan(0);
  });

  it("make ever more processes, up to what the kernel lets there be, and go on trying", () => {
    const options = { kernel: { imagePages: 10, memory: { processNumbers: 20 } } };
    const b = kernelBench({ bomb: forkBomb() }, options);
    b.until(ms(600));
    expect(b.kernel.memory.processes).toBe(20);
    expect(b.kernel.counts["fork failed"]).toBeGreaterThan(0);
  });

  it("take all memory, in processes that nobody is answerable for, so that a larger one is killed first", () => {
    const victim = { do: "sequence", steps: [{ do: "map", region: "heap", pages: 900 }] } as const;
    const large = {
      do: "sequence",
      steps: [...victim.steps, { do: "access", region: "heap", pages: 900, writes: true }],
    } as const;
    const killed: unknown[] = [];
    const b = kernelBench(
      { victim: { do: "sequence", steps: [large, { do: "sleep", time: ms(50), through: "sleep" }] }, bomb: memoryBomb(200) },
      { pages: 4_000, kernel: { imagePages: 10 } },
    );
    b.simulation.observe("kernel", "OUT_OF_MEMORY").subscribe(({ process }) => killed.push(process));
    b.until(ms(15));
    expect(killed[0]).toBe("victim");
    expect(killed.slice(1).every((name) => String(name).startsWith("bomb"))).toBe(true);
  });

  it("take entries of a table that a user then is refused, round after round, who had none refused alone", () => {
    const refused = (others: Parameters<typeof kernelBench>[0]): number => {
      const b = kernelBench({ ...others, user: sequence(sleep(ms(5)), tableUser(20, ms(1))) });
      let rounds = 0;
      b.simulation.observe("kernel", "NAMED").subscribe((event) => {
        const { call, outcome, tenant } = event as unknown as NamedEvent;
        if (tenant === "user" && call.name === "ipcCreate" && outcome.result !== "ok") rounds += 1;
      });
      b.until(ms(60));
      return rounds;
    };
    expect(refused({})).toBe(0);
    expect(refused({ leak: resourceLeak("semaphores", 50) })).toBe(20);
  });
});
