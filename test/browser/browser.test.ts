import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { visit } from "../support/browser.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-browser-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function written(body: string): string {
  const file = join(folder, "page.html");
  writeFileSync(file, `<!doctype html><title>a page</title><body>${body}</body>`);
  return file;
}

describe("a visit with a real browser", () => {
  it("sees what a page shows, and that it has nothing to complain of", async () => {
    const { result, complaints } = await visit(written("<p>said</p>"), (page) => page.textContent("p"));
    expect([result, complaints]).toEqual(["said", []]);
  });

  it("hears errors, exceptions and loading from elsewhere", async () => {
    const broken = `<script>console.error("oops"); setTimeout(() => { throw new Error("late"); });</script><img src="other.png">`;
    const { complaints } = await visit(written(broken), (page) => page.waitForTimeout(200));
    expect(complaints.join("\n")).toContain("console: oops");
    expect(complaints.join("\n")).toContain("exception: late");
    expect(complaints.join("\n")).toContain("other.png");
  });
});
