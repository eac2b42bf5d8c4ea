import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runExperiment } from "@crosstalk/experiment";
import { storeResults } from "@crosstalk/experiment/node";
import { isolationEfficiency } from "@crosstalk/isolation-efficiency";
import { afterAll, expect, it } from "vitest";
import { visit } from "../support/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-figure-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** What is to be seen of the page: in the first drawing, texts that lie on each other; drawings; tables unfolded. */
const look = `(() => {
  const texts = [...document.querySelector("figure svg").querySelectorAll("text")];
  const boxes = texts.map((text) => ({ says: text.textContent, box: text.getBoundingClientRect() }));
  const cover = ({ box: a }, { box: b }) => a.left < b.right && b.left < a.right && a.top < b.bottom - 3 && b.top < a.bottom - 3;
  const collisions = boxes.flatMap((one, index) =>
    boxes.slice(index + 1).filter((other) => cover(one, other)).map(({ says }) => one.says + " / " + says));
  const { scrollWidth, clientWidth } = document.documentElement;
  const count = (what) => document.querySelectorAll(what).length;
  return { collisions, wide: scrollWidth > clientWidth, drawings: count("svg[role=img] > title"), unfolded: count("details[open] table") };
})()`;

it("the page of Figure 3.4 opens from disk and complains of nothing; drawings fit, labels lie on no other, and folds unfold", async () => {
  const scenario = ["efficiency-fork-wait", "fault-kernel-bug", "fault-wild-write"];
  const settings = { platform: ["linux", "chroot", "xen-3.0.4"], scenario };
  const results = runExperiment(isolationEfficiency, { settings, replications: 2 });
  const context = { module: "m", command: "c", status: "complete" as const, versions: {}, date: "d", wallSeconds: 0, jobs: 1 };
  const { report } = await storeResults(folder, results, context, isolationEfficiency.report?.(results));
  const { result, complaints } = await visit(report as string, async (page) => {
    await page.locator("summary").first().click();
    return page.evaluate<Record<string, unknown>>(look);
  });
  expect(complaints).toEqual([]);
  expect(result).toMatchObject({ collisions: [], wide: false, drawings: 4 });
  expect(Number(result.unfolded)).toBeGreaterThan(0);
});
