import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { crosstalk, repository } from "./testing/crosstalk-command.ts";

const code = `import { defineExperiment } from "@crosstalk/experiment";

const fail = (wanted: string, mistake: string) => {
  if (wanted === mistake) throw new Error("no such " + wanted);
};

export default defineExperiment({
  name: "mistaken",
  about: "Mistakes of an experiment's own code",
  factors: { mistake: ["none", "world", "until", "measure", "exit"] },
  world(_, { mistake }) {
    fail("world", mistake);
    return mistake;
  },
  until(mistake) {
    fail("until", mistake);
    return true;
  },
  replications: 1,
  measures: {
    one: {
      unit: "1",
      of(mistake) {
        fail("measure", mistake);
        if (mistake === "exit") process.exit(0);
        return 1;
      },
    },
    never: { unit: "1", of: () => undefined },
  },
});
`;

/** What worlds can do to the process that composes them. */
const worlds = `import { setInterval, setTimeout } from "node:timers";
import { defineExperiment } from "@crosstalk/experiment";

const fail = () => {
  throw new Error("nobody waits for it");
};
const habits = {
  none: () => undefined,
  exits: () => process.exit(0),
  rejects: () => void Promise.reject(new Error("nobody handles it")),
  throws: () => void setTimeout(fail, 0),
  "throws later": () => void setTimeout(fail, 60),
  lingers: () => void setInterval(() => undefined, 1000),
};

export default defineExperiment({
  name: "worlds",
  about: "Worlds that would end the process, or keep it",
  factors: { habit: Object.keys(habits) as (keyof typeof habits)[] },
  world: (_, { habit }) => habits[habit](),
  until: 1,
  replications: 1,
  measures: { one: { unit: "1", of: () => 1 } },
});
`;

/** Inside the repository, so that our packages are found. */
const cwd = join(repository, ".cache", `failed-${process.pid}`);
beforeAll(() => {
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "mistaken.ts"), code);
  writeFileSync(join(cwd, "worlds.ts"), worlds);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const line = code.split("\n").findIndex((text) => text.includes("throw")) + 1;

describe.concurrent("runs of an experiment with mistakes", () => {
  it("say what failed, when, in which line of the user's file, and the command that replays it", async () => {
    const outcome = await crosstalk(["run", "mistaken.ts", "--jobs", "1", "--seed", "3"], { cwd, fromSource: true });
    const parts = [
      [2, "world", "composing the world failed: no such world"],
      [3, "until", "until failed: no such until"],
      [4, "measure", "the measure one failed: no such measure"],
    ];
    for (const [index, level, message] of parts) {
      expect(outcome.stderr).toMatch(new RegExp(`run ${index} failed at [\\d.]+ \\w+, seed 3 \\(mistake = ${level}\\):`));
      expect(outcome.stderr).toContain(`  ${message}\n  at ${join(cwd, "mistaken.ts")}:${line}:`);
      expect(outcome.stderr).toContain(`run mistaken.ts --seed 3 --only ${index}\n`);
    }
    expect(outcome.stderr).toContain(
      "run 5 failed at 3600.000000 s, seed 3 (mistake = exit):\n  the measure one failed: process.exit(0) was called",
    );
    expect(outcome.stdout).toMatch(/^1\.000 ± /m);
    expect(outcome.stderr).toContain("note: never gave no number in the only run");
    expect(outcome.code).toBe(1);
  });

  it("leave the results of the others, whatever their worlds do to the process", async () => {
    const { code, stdout, stderr } = await crosstalk(["run", "worlds.ts", "--jobs", "1", "--out", "worlds"], {
      cwd,
      fromSource: true,
    });
    expect(stderr).toContain("failed after ");
    expect(stderr).not.toContain("Node.js v");
    expect(stdout).toMatch(/^none +1\.000 ± /m);
    const { runs, failures, parameters } = JSON.parse(readFileSync(join(cwd, "worlds", "run.json"), "utf8"));
    expect([runs.length, failures.length]).toEqual([3, 3]);
    const told = ["none", "throws later", "lingers"].map((habit) => ({ levels: { habit } }));
    expect(parameters.worlds).toMatchObject(told);
    expect(code).toBe(1);
  });

  it("are replayed under the runtime that was asked for", async () => {
    const words = ["run", "mistaken.ts", "--jobs", "1", "--only", "2", "--runtime", "reference", "--out", "interpreted"];
    const { code, stderr } = await crosstalk(words, { cwd, fromSource: true });
    expect(stderr).toContain("run mistaken.ts --runtime reference --only 2\n");
    expect(code).toBe(1);
  });
});
