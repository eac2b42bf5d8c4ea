import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ms, seconds, toSeconds } from "@crosstalk/engine";
import { defineExperiment, level, planRuns, runExperiment, runOne } from "@crosstalk/experiment";
import { compute, forever, requestServer, sleep } from "@crosstalk/guest-os";
import { atClock, dualXeon2003 } from "@crosstalk/hardware";
import { readings, tally, watch } from "@crosstalk/metrics";
import { plainLinux, xen42 } from "@crosstalk/platforms";
import { describe, expect, it } from "vitest";
import { parseExperimentFile } from "./parse-experiment-file.ts";

type Numbers = Readonly<Record<string, number>>;

const docs = fileURLToPath(new URL("../../../docs/", import.meta.url));
const read = (file: string) => {
  const parsed = parseExperimentFile(`${docs}${file}`);
  if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
  return parsed;
};
/** Values of levels by their names. */
const valuesOf = ({ factors }: ReturnType<typeof defineExperiment>, names: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(factors).map(([factor, { levels }]) => [factor, levels.find(({ name }) => name === names[factor])?.value]),
  );

/** `docs/weights.yaml` as a programmer would write it. */
const twin = defineExperiment({
  name: "weights",
  about: "How far a larger weight protects a program from a CPU hog",
  factors: { platform: [plainLinux({ scheduler: "eevdf" }), xen42()], weight: [256, 512, 1024] },
  world({ simulation, host }, { platform, weight }) {
    const system = platform.boot(simulation, host("host", dualXeon2003, { processors: 1 }));
    const work = { distribution: "lognormal", mean: seconds(1), variation: 0.2 } as const;
    const victim = system.tenant("victim", { weight }).run(compute(work));
    system.tenant("hog", { weight: 256 }).run(forever(compute(ms(100))));
    return { victim };
  },
  until: ({ victim }) => victim.ended() !== undefined,
  measures: {
    completion: { unit: "s", of: ({ victim }) => toSeconds((victim.ended() ?? 0) - (victim.began() ?? 0)) },
  },
});

describe("the worked example", () => {
  const { experiment } = read("weights.yaml");

  it("is what the guide shows", () => {
    const [, shown] = /```yaml\n([\s\S]*?)```/.exec(readFileSync(`${docs}experiment-files.md`, "utf8")) ?? [];
    expect(readFileSync(`${docs}weights.yaml`, "utf8").replace(/^#.*\n/, "")).toBe(shown);
  });

  it("plans the same runs as its twin in TypeScript", () => {
    expect(planRuns(experiment).runs).toEqual(planRuns(twin).runs);
  });

  it.each([
    { platform: "linux-eevdf", weight: "1024" },
    { platform: "xen-4.2", weight: "512" },
  ])("runs event for event as its twin does, on $platform", (levels) => {
    const run = runOne(experiment, valuesOf(experiment, levels), 3);
    const twinRun = runOne(twin, valuesOf(twin, levels), 3);
    expect(run.fingerprint).toBe(twinRun.fingerprint);
    expect(run.values).toMatchObject(twinRun.values);
  });
});

describe("the example with all that files can have", () => {
  const { experiment } = read("hogs.yaml");

  it("takes paired factors together, and leaves out what a constraint excludes", () => {
    const combinations = planRuns(experiment, { replications: 1 }).runs.map(({ levels }) => Object.values(levels).join(" "));
    expect(combinations).toMatchInlineSnapshot(`
      [
        "xen-4.2 0 0.2 10",
        "xen-4.2 0 0.2 30",
        "xen-4.2 1 0.4 10",
        "xen-4.2 1 0.4 30",
        "xen-4.2 2 0.8 10",
        "esx-2 memory false 0 0.2 10",
        "esx-2 memory false 0 0.2 30",
        "esx-2 memory false 1 0.4 10",
        "esx-2 memory false 1 0.4 30",
        "esx-2 memory false 2 0.8 10",
      ]
    `);
  });

  it("runs to its end with copies of a tenant, and measures", () => {
    const levels = { platform: "xen-4.2", hogs: "2", cap: "0.8", passes: "10" };
    const { values } = runOne(experiment, valuesOf(experiment, levels), 1);
    const alone = runOne(experiment, valuesOf(experiment, { ...levels, hogs: "0" }), 1).values;
    expect(Object.keys(values)).toEqual(["time", "rate", "stolen", "end"]);
    expect(values.stolen).toBeGreaterThan(0);
    expect(values.time).toBeGreaterThan(alone.time as number);
  });

  it("gives each of its measures a number in every combination", () => {
    const { runs, notes } = runExperiment(experiment, { replications: 1 });
    expect(runs).toHaveLength(10);
    expect(notes).toEqual([]);
  });
});

/** `docs/web-server.yaml` as a programmer would write it. */
const webTwin = defineExperiment({
  name: "web-server",
  about: "How long a web server's clients wait once a neighbour that was idle computes",
  factors: {
    platform: [plainLinux({ scheduler: "eevdf" }), xen42()],
    clock: [2.4, 1.2],
    neighbour: [level("idle", sleep(ms(10))), level("computes", compute(ms(10)))],
  },
  world({ simulation, host }, { platform, clock, neighbour }) {
    const clients = [
      { name: "net-web", rate: 200, patience: seconds(5) },
      { name: "net-office", clients: 5, thinkTime: ms(200), queue: 16 },
    ];
    const model = { ...atClock(dualXeon2003, clock), pages: 262_144 };
    const system = platform.boot(simulation, host("host", model, { processors: 1, clients }));
    system.tenant("web", { weight: 512, devices: ["net-web"] }).run(requestServer("net-web", ms(1)));
    system.tenant("office", { devices: ["net-office"] }).run(requestServer("net-office"));
    system.tenant("neighbour", { devices: [] }).run(forever(neighbour));
    const answered = readings(simulation, "host/net-web", "ANSWERED", ({ response }) => response as number);
    return { responses: watch(simulation, "responses", answered, tally()) };
  },
  until: seconds(3),
  warmUp: seconds(1),
  whatIf: ["neighbour"],
  measures: { mean: { unit: "ms", of: ({ responses }) => (responses.read().mean ?? Number.NaN) / ms(1) } },
});

describe("the example with clients, a warm-up and a what-if", () => {
  const { experiment } = read("web-server.yaml");
  const both = (neighbour: string) => ({
    run: runOne(experiment, valuesOf(experiment, { platform: "xen-4.2", clock: "1.2 GHz", neighbour }), 4),
    twin: runOne(webTwin, valuesOf(webTwin, { platform: "xen-4.2", clock: "1.2", neighbour }), 4),
  });
  const known = new Map<string, ReturnType<typeof both>>();
  const pair = (neighbour: string) => {
    const made = known.get(neighbour) ?? both(neighbour);
    known.set(neighbour, made);
    return made;
  };

  it.each(["idle", "computes"])("runs event for event as its twin in TypeScript does, where the neighbour is %s", (neighbour) => {
    const { run, twin } = pair(neighbour);
    expect(run.fingerprint).toBe(twin.fingerprint);
    expect(run.values.mean).toBeCloseTo(twin.values.mean as number, 9);
  });

  it("measures from the warm-up on, and has clients wait longer once the neighbour computes", () => {
    const [idle, computes] = ["idle", "computes"].map((neighbour) => pair(neighbour).run.values) as [Numbers, Numbers];
    expect(Object.keys(idle)).toEqual(["mean", "p99", "answered", "unanswered", "office", "share"]);
    expect(idle.answered).toBeGreaterThan(150);
    expect(idle.answered).toBeLessThan(250);
    expect(idle.share).toBeLessThan(10);
    expect(computes.share).toBeGreaterThan(10);
    expect(computes.p99).toBeGreaterThan(2 * (idle.p99 as number));
  });

  it("has a closed population answered as often as its thinking and waiting let it", () => {
    const text = readFileSync(`${docs}web-server.yaml`, "utf8").replace("of: web }\n  unanswered", "of: office }\n  unanswered");
    const file = join(mkdtempSync(join(tmpdir(), "crosstalk-closed-")), "closed.yaml");
    writeFileSync(file, text.replace("number: 5, think: 200 ms", "number: 40, think: 100 ms"));
    const parsed = parseExperimentFile(file);
    if ("problems" in parsed) throw new Error(parsed.problems.join("\n"));
    const levels = { platform: "linux-eevdf", clock: "2.4 GHz", neighbour: "idle" };
    const { answered = 0, office = 0 } = runOne(parsed.experiment, valuesOf(parsed.experiment, levels), 1).values;
    // The interactive response time law; its terms are of 2 s, in which each client asks about 20 times.
    expect((answered * (0.1 + office / 1_000)) / 40).toBeCloseTo(1, 1);
  });
});

describe("the example with traces", () => {
  const { experiment, identity, text } = read("day-of-a-machine.yaml");

  it("replays a log's jobs beside a machine's day, which makes them later", () => {
    const time = (neighbour: string) =>
      runOne(experiment, valuesOf(experiment, { platform: "linux-eevdf", neighbour }), 1).values.time as number;
    expect(time("two")).toBeGreaterThan(1.02 * time("none"));
  });

  it("has the traces' texts with it, so that runs are made anew when these change", () => {
    expect(text).toContain("; Version: 2.2");
    expect(identity).toContain("; Version: 2.2");
  });
});

describe("a file", () => {
  it("is known by what makes its runs: the levels are no part of that", () => {
    const { identity, text } = read("weights.yaml");
    expect(identity).not.toContain("1024");
    expect(identity).toContain("100 ms");
    expect(identity).toContain("$weight");
    expect(text).toContain("1024");
  });
});
