import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cpuCrosstalk } from "@crosstalk/cpu-crosstalk";
import { runExperiment } from "@crosstalk/experiment";
import { storeResults } from "@crosstalk/experiment/node";
import { afterAll, expect, it } from "vitest";
import { visit } from "../support/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-page-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is to be seen: how large figures are, what they tell when one points at their marks, and a table's columns. */
const look = `(() => {
  const { width, height } = document.querySelector("figure svg").getBoundingClientRect();
  const titles = [...document.querySelectorAll("figure svg [role=graphics-symbol] > title")].map((title) => title.textContent);
  const rows = [...document.querySelector("table").tBodies[0].rows];
  return { width, height, titles, columns: rows[0].cells.length, first: rows.map((row) => row.cells[1].textContent) };
})()`;

interface Look {
  readonly width: number;
  readonly height: number;
  readonly titles: readonly string[];
  readonly first: readonly string[];
}

it("a page of results opens from disk and complains of nothing; its figure is visible and tells its numbers, its tables sort", async () => {
  const settings = { platform: ["linux", "xen-4.2"], hogs: ["0", "1", "2"] };
  const results = runExperiment(cpuCrosstalk, { settings, replications: 2 });
  const context = { module: "m", command: "c", status: "complete" as const, versions: {}, date: "d", wallSeconds: 0, jobs: 1 };
  const { report } = await storeResults(folder, results, context);
  const { result, complaints } = await visit(report, async (page) => {
    const before = await page.evaluate<Look>(look);
    const hogs = page.getByRole("button", { name: "hogs", exact: true }).first();
    await hogs.click();
    const up = await page.evaluate<Look>(look);
    await hogs.click();
    return { before, up, down: await page.evaluate<Look>(look), sorted: await page.locator("th[aria-sort]").count() };
  });
  expect(complaints).toEqual([]);
  const { before, up, down, sorted } = result;
  expect(Math.min(before.width, before.height)).toBeGreaterThan(200);
  expect(before.titles).toHaveLength(12);
  expect(
    before.titles.every((title) => /^platform = [\w.-]+, hogs = \d, profile = compile: [\d.]+ ± [\d.]+, n = 2$/.test(title)),
  ).toBe(true);
  expect([before.first, up.first, down.first].map((column) => column.join(""))).toEqual(["012012", "001122", "221100"]);
  expect(sorted).toBe(1);
});
