import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { crosstalk, repository, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const shipped = pathToFileURL(join(repository, "packages/experiment/dist/testing/fake-experiment.js")).href;
const code = `import { queueing } from "${shipped}";
console.log("loaded");
const world = (...words) => {
  console.log("from a world");
  return queueing.world(...words);
};
export default { ...queueing, world };
`;

it("what an experiment's own code prints goes to stderr, so that stdout is for results alone", async () => {
  writeFileSync(join(cwd, "printing.mjs"), code);
  const words = ["printing.mjs", "--only", "1", "--json", "--quiet", "--out"];
  const [ran, traced] = await Promise.all([
    crosstalk(["run", ...words, "printing", "--jobs", "1"], { cwd }),
    crosstalk(["trace", ...words, "printing.pftrace"], { cwd }),
  ]);
  expect(JSON.parse(ran.stdout).runs).toHaveLength(1);
  expect(JSON.parse(traced.stdout)).toMatchObject({ run: 1 });
  for (const { stderr } of [ran, traced]) expect(stderr).toMatch(/loaded\n(.*\n)*from a world\n/);
});
