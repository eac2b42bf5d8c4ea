import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findExecutable } from "./record/tools.ts";
import { crosstalk, temporaryFolder } from "./testing/crosstalk-command.ts";

const cwd = temporaryFolder();
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const missing = ["strace", "time"].filter((tool) => findExecutable(tool, process.env.PATH ?? "") === undefined);

describe.skipIf(missing.length > 0)("crosstalk record", () => {
  it("takes a name, a command to run before every pass, and the number of passes", async () => {
    const prepare = "echo x >> prepared";
    const words = [
      "record",
      "--name",
      "nothing-much",
      "--prepare",
      prepare,
      "--repeat",
      "2",
      "--out",
      "new/a.json",
      "--",
      "true",
    ];
    const { code, stdout, stderr } = await crosstalk(words, { cwd });
    expect([stderr, code]).toEqual([expect.stringContaining("record nothing-much: untraced pass 2 of 2"), 0]);
    expect(stdout).toMatch(/^new\/a\.json\n/);
    const { name, prepare: kept, tracing } = JSON.parse(readFileSync(join(cwd, "new/a.json"), "utf8"));
    expect([name, kept, tracing.untraced.length]).toEqual(["nothing-much", prepare, 2]);
    expect(readFileSync(join(cwd, "prepared"), "utf8")).toBe("x\n".repeat(4));
  });

  it("is named after its command, also as a file, if nothing else is said", async () => {
    const { code, stdout, stderr } = await crosstalk(["record", "--repeat", "1", "--json", "--quiet", "--", "/bin/true"], {
      cwd,
    });
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout).name).toBe("true");
    expect(JSON.parse(readFileSync(join(cwd, "true.json"), "utf8")).name).toBe("true");
  });

  it("ends at Ctrl-C, leaves nothing behind, and says so by its exit code", async () => {
    const temporary = temporaryFolder();
    const words = ["record", "--name", "nap", "--", "sleep", "40"];
    const { code, stdout, stderr } = await crosstalk(words, { cwd, interruptAt: "pass to count", temporary });
    expect([code, stdout]).toEqual([130, ""]);
    expect(stderr).toContain("crosstalk: interrupted\n");
    expect(readdirSync(cwd)).not.toContain("nap.json");
    expect(readdirSync(temporary).filter((name) => name.startsWith("crosstalk-record-"))).toEqual([]);
    rmSync(temporary, { recursive: true });
  });
});
