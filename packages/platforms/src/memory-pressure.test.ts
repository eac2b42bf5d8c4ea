import { ms, Simulation, seconds } from "@crosstalk/engine";
import { forever, type KernelContext, map, type Program, repeat, sequence, sleep, write } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { plainLinux } from "./plain-linux.ts";

/** Touches 40 MB, rests, and touches them again: the victim. */
const victim: Program = sequence(map("heap", 10_000), repeat(3, sequence(write("heap", 10_000), sleep(ms(500)))));
/** Takes ever more memory, 4 MB at a time. */
const memoryBomb: Program = forever(sequence(map("heap", 1_000), write("heap", 1_000)));

interface Outcome {
  readonly ended: number | undefined;
  readonly wasKilled: boolean;
  readonly killed: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

/** The victim on a machine of 64 MB with a disk that serves a request in 5 ms, alone or beside a bomb. */
function outcome(swap: number, antagonist?: Program): Outcome {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", { ...dualXeon2003, pages: 16_384 }, { devices: [{ name: "disk", service: ms(5) }] });
  const system = plainLinux({ memory: { swap: { pages: swap, device: "disk" } } }).boot(simulation, host);
  const program = system.tenant("victim").run(victim);
  if (antagonist !== undefined) system.tenant("bomb").run(antagonist);
  const killed: string[] = [];
  simulation.observe("linux").subscribe((event) => {
    if (event.type === "OUT_OF_MEMORY") killed.push(["victim", "bomb"][event.tenant as number] ?? "");
  });
  simulation.run(seconds(60));
  return {
    ended: program.ended(),
    wasKilled: program.killed(),
    killed,
    counts: (simulation.snapshot("linux").context as KernelContext).counts,
  };
}

describe("a memory bomb on a general-purpose system", () => {
  const alone = outcome(20_000);

  test("alone the victim takes the time that it rests, and nothing is swapped", () => {
    expect(alone.ended).toBeGreaterThan(seconds(1.5));
    expect(alone.ended).toBeLessThan(seconds(1.55));
    expect(alone.counts["pages reclaimed"]).toBeUndefined();
  });

  test("swaps the victim's pages out, so that it takes longer, until the bomb is killed", () => {
    const { ended, wasKilled, killed, counts } = outcome(20_000, memoryBomb);
    expect([killed, wasKilled]).toEqual([["bomb"], false]);
    expect(counts["fault major"]).toBeGreaterThan(5_000);
    expect(ended).toBeGreaterThan(seconds(2));
  });

  test("without a swap area has whoever is largest killed first, here the victim", () => {
    const { ended, wasKilled, killed } = outcome(0, memoryBomb);
    expect(killed).toEqual(["victim", "bomb"]);
    expect(wasKilled).toBe(true);
    expect(ended).toBeLessThan(seconds(1));
  });
});
