import { ms, type Nanoseconds, Simulation, seconds } from "@crosstalk/engine";
import {
  compute,
  forever,
  fork,
  map,
  type NamedEvent,
  type Program,
  repeat,
  resourceLeak,
  sequence,
  sleep,
  tableUser,
  wait,
  write,
} from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { describe, expect, test } from "vitest";
import { linuxVServer } from "./linux-vserver.ts";
import { plainLinux } from "./plain-linux.ts";
import type { Platform, TenantOptions } from "./platform.ts";

const HOG = forever(compute(seconds(1)));
/** One that forks and touches memory as it goes, and so asks the kernel for much. */
const builder: Program = repeat(
  60,
  sequence(fork(sequence(map("heap", 200), write("heap", 200), compute(ms(3)))), wait(), sleep(ms(1))),
);

interface Wanted {
  readonly program: Program;
  readonly options?: TenantOptions;
}

function run(platform: Platform, tenants: Readonly<Record<string, Wanted>>, length: Nanoseconds, pages = 100_000) {
  const simulation = new Simulation({ seed: 1 });
  const host = buildHost(simulation, "host", { ...dualXeon2003, pages }, { processors: 1 });
  const system = platform.boot(simulation, host);
  const running = Object.entries(tenants).map(([name, { program, options }]) => {
    const tenant = system.tenant(name, options);
    return { tenant, program: tenant.run(program) };
  });
  const killed: string[] = [];
  simulation.observe("linux").subscribe((event) => {
    if (event.type === "OUT_OF_MEMORY") killed.push(Object.keys(tenants)[event.tenant as number] ?? "");
  });
  simulation.run(length);
  const part = (index: number): number =>
    Object.values(running[index]?.tenant.time() ?? {}).reduce((sum, time) => sum + time, 0) / length;
  return { killed, part, ended: (index: number) => running[index]?.program.ended() };
}

/** A tenant of one process beside one of five: what the first gets of the processor. */
const besideFive = (platform: Platform): number => {
  const five = sequence(...Array.from({ length: 4 }, (_, label) => fork(HOG, label)), HOG);
  return run(platform, { victim: { program: HOG }, hogs: { program: five } }, seconds(30)).part(0);
};

describe("the processor on Linux-VServer", () => {
  test("is divided by tenants with hard token buckets, and by processes without", () => {
    expect(besideFive(linuxVServer())).toBeGreaterThan(0.47);
    expect(besideFive(linuxVServer({ limit: "none" }))).toBeCloseTo(1 / 6, 1);
    expect(besideFive(linuxVServer({ limit: "none" }))).toBeCloseTo(besideFive(plainLinux()), 2);
  });

  test("is kept from one who has a cap, even if it idles", () => {
    const { part } = run(linuxVServer(), { capped: { program: HOG, options: { cap: 0.3 } } }, seconds(30));
    expect(part(0)).toBeLessThan(0.3 + 0.5 / 30 + 0.001);
    expect(part(0)).toBeGreaterThan(0.28);
    for (const limit of ["none", "soft"] as const)
      expect(() => run(linuxVServer({ limit }), { capped: { program: HOG, options: { cap: 0.3 } } }, 1)).toThrow(
        new RegExp(`cap is 0.3, but linux-vserver-${limit} can't enforce caps`),
      );
  });

  test("is all for one whose others sleep, by idle time or soft buckets; without idle time it gets its part only", () => {
    const beside = { other: { program: sleep(seconds(100)) } };
    const alone = (platform: Platform): number => run(platform, { victim: { program: HOG }, ...beside }, seconds(20)).part(0);
    expect(alone(linuxVServer())).toBeGreaterThan(0.98);
    expect(alone(linuxVServer({ limit: "soft" }))).toBeGreaterThan(0.98);
    expect(alone(linuxVServer({ idleTime: false }))).toBeCloseTo(0.5, 1);
  });

  test.each(["none", "soft", "hard"] as const)("costs one alone within 3 %% of plain Linux, limit %s", (limit) => {
    const time = (platform: Platform): number =>
      run(platform, { builder: { program: builder } }, seconds(5)).ended(0) ?? Number.NaN;
    expect(Math.abs(time(linuxVServer({ limit })) / time(plainLinux()) - 1)).toBeLessThan(0.03);
  });
});

describe("the memory of a Linux-VServer context", () => {
  const bomb: Program = sequence(sleep(ms(1)), forever(sequence(map("heap", 1_000), write("heap", 1_000))));
  const victim: Program = sequence(map("heap", 10_000), repeat(3, sequence(write("heap", 10_000), sleep(ms(500)))));
  const killed = (platform: Platform, options: TenantOptions = {}) =>
    run(platform, { victim: { program: victim }, bomb: { program: bomb, options } }, seconds(5), 16_384).killed;

  test("is limited, so that a memory bomb harms only itself; without the limit the victim is killed first", () => {
    expect(killed(linuxVServer(), { pages: 4_000 })).toEqual(["bomb"]);
    expect(killed(linuxVServer({ pages: null }))).toEqual(["victim", "bomb"]);
  });

  test("sets how many processes it may have, unless that is said or not limited", () => {
    const children = (platform: Platform): number => {
      const simulation = new Simulation({ seed: 1 });
      const system = platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
      system.tenant("bomb", { pages: 480 }).run(repeat(40, fork(sleep(seconds(9)), 0, "thread")));
      let made = 0;
      simulation.observe("linux", "FORKED").subscribe(() => {
        made += 1;
      });
      simulation.run(seconds(1));
      return made;
    };
    expect([linuxVServer(), linuxVServer({ processes: 5 }), linuxVServer({ processes: null })].map(children)).toEqual([
      29, 4, 40,
    ]);
  });

  test("has open files limited if that is said, and not semaphores, which the product only counts", () => {
    const refused = (platform: Platform, table: "files" | "semaphores"): string | undefined => {
      const simulation = new Simulation({ seed: 1 });
      const system = platform.boot(simulation, buildHost(simulation, "host", dualXeon2003, { processors: 1 }));
      system.tenant("leak").run(resourceLeak(table, 10));
      system.tenant("victim").run(sequence(sleep(ms(500)), tableUser(1, ms(1))));
      const found: string[] = [];
      simulation.observe("linux", "NAMED").subscribe((event) => {
        const { tenant, call, outcome } = event as unknown as NamedEvent;
        const isMeant = table === "files" ? tenant === "leak" : tenant === "victim" && call.name === "ipcCreate";
        if (isMeant && outcome.result !== "ok") found.push(outcome.result);
      });
      simulation.run(seconds(1));
      return found[0];
    };
    expect(refused(linuxVServer({ files: 50 }), "files")).toBe("ENFILE");
    expect(refused(linuxVServer(), "files")).toBeUndefined();
    expect(refused(linuxVServer({ files: 50 }), "semaphores")).toBe("ENOSPC");
  });
});
