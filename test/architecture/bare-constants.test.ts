import { describe, expect, it } from "vitest";
import { bareConstants, type Exemption } from "./bare-constants.ts";
import { allSources, isTest, type SourceFile } from "./source-files.ts";

/** Where models of real systems are; schedulers, which may not import the hardware, have their constants in platforms. */
const models = /^packages\/(platforms\/src|hypervisor\/src|guest-os\/src\/(kernel|programs)|hardware\/src\/catalogue)\//;
const shipped = allSources.filter((file) => models.test(file.path) && !isTest(file));

const page = "bytes, KiB, lines or pages of a page or a MB, entries of a page table: definitions of the x86";
const bound = "a bound of ours on the work of the simulator: what it is does not show in results";
const name = "a number that Unix gives to something: a definition";

const step = "what a cache's bytes or a buffer's entries divide by: its ways, of pages of 4 KiB";

const exemptions: readonly Exemption[] = [
  { file: "hardware/src/catalogue/current-server.ts", number: "65_536", why: step },
  { file: "hardware/src/catalogue/current-server.ts", number: "12", why: step },
  { file: "platforms/src/costs/esx-memory-2002.ts", number: "4_096", why: page },
  { file: "platforms/src/costs/skas-2003.ts", number: "1_024", why: page },
  { file: "platforms/src/costs/skas-2003.ts", number: "768", why: page },
  { file: "platforms/src/replay/recording-host.ts", number: "4096", why: page },
  { file: "platforms/src/costs/scheduling.ts", number: "4", why: "stands in for token buckets' rate where weights give it" },
  { file: "hypervisor/src/memory/install-memory-manager.ts", number: "256", why: page },
  { file: "hypervisor/src/ring.ts", number: "4_096", why: page },
  { file: "hypervisor/src/memory/allocation.ts", number: "100", why: bound },
  { file: "hypervisor/src/memory/swapping.ts", number: "1_000", why: bound },
  { file: "hypervisor/src/virtual-machine-options.ts", number: "1e-9", why: "what rounding may add to a sum of parts" },
  { file: "guest-os/src/kernel/interpret.ts", number: "32", why: bound },
  { file: "guest-os/src/kernel/interpret.ts", number: "1_000_000", why: bound },
  { file: "guest-os/src/kernel/memory/frames.ts", number: "4_096", why: page },
  { file: "guest-os/src/kernel/memory/runs.ts", number: "1_024", why: page },
  { file: "guest-os/src/kernel/memory/touch.ts", number: "1_024", why: page },
  { file: "guest-os/src/kernel/memory/watermarks.ts", number: "4", why: page },
  { file: "guest-os/src/kernel/names/credentials.ts", number: "0", why: name },
  { file: "guest-os/src/kernel/names/credentials.ts", number: "1", why: name },
  {
    file: "guest-os/src/kernel/names/credentials.ts",
    number: "1_000",
    why: "the first user's number: only that users differ matters",
  },
  { file: "guest-os/src/kernel/names/file-tree.ts", number: "0", why: "the root's place in the tree" },
  { file: "guest-os/src/kernel/names/permission.ts", number: "4", why: name },
  { file: "guest-os/src/kernel/names/permission.ts", number: "2", why: name },
  { file: "guest-os/src/kernel/names/permission.ts", number: "1", why: name },
  { file: "guest-os/src/kernel/names/permission.ts", number: "6", why: name },
  { file: "guest-os/src/kernel/names/permission.ts", number: "3", why: name },
  { file: "guest-os/src/kernel/names/ports.ts", number: "1_024", why: "the first port that is not privileged: a definition" },
  { file: "guest-os/src/programs/memory-bomb.ts", number: "3_600", why: "as good as for ever" },
  { file: "guest-os/src/programs/page-toucher.ts", number: "64", why: page },
  { file: "guest-os/src/programs/token-ring.ts", number: "4", why: page },
  { file: "guest-os/src/programs/token-ring.ts", number: "16", why: page },
  { file: "guest-os/src/programs/prober.ts", number: "1_000", why: "an address that is tried" },
  { file: "guest-os/src/programs/prober.ts", number: "100_000", why: "an address that is tried" },
  { file: "guest-os/src/programs/prober.ts", number: "10_000_000", why: "an address that is tried" },
  { file: "guest-os/src/programs/prober.ts", number: "4", why: "characters before a number in a port's name" },
  { file: "guest-os/src/programs/prober.ts", number: "9", why: name },
  { file: "guest-os/src/programs/table-user.ts", number: "4_711", why: "a key: only that it is always the same matters" },
];

const planted = (text: string, path = "packages/platforms/src/x.ts"): SourceFile => ({ path, text });

describe("constants of models", () => {
  it("have a value, a range, a source, and whether it was quoted or recalled", () => {
    expect(shipped.length).toBeGreaterThan(100);
    expect(shipped.flatMap((file) => bareConstants(file, exemptions))).toEqual([]);
  });

  it("that need none are listed with a reason, and none in vain", () => {
    for (const { why } of exemptions) expect(why.length).toBeGreaterThan(10);
    const needless = exemptions.filter(({ file, number }) => {
      const others = exemptions.filter((each) => each.file !== file || each.number !== number);
      return shipped.filter(({ path }) => path.endsWith(file)).flatMap((each) => bareConstants(each, others)).length === 0;
    });
    expect(needless).toEqual([]);
  });
});

describe("the checker of constants", () => {
  it.each([
    "const PAGES = 370;",
    "export const x = 2;",
    "export const costs = { work: 20 };",
    "const x = quoted(1, source) + 3;",
    "function f(a = 256) {}",
    "const t = { work: 5 } satisfies Costs;",
    "run({ slice: 30_000_000 });",
  ])("finds the bare number in %j", (text) => {
    expect(bareConstants(planted(text))).toHaveLength(1);
  });

  it.each([
    'const x = quoted(370, "pages", "where it was counted", [100, 400]);',
    'const t = { a: recalled(125 / 4, "ns", "a source") } satisfies Costs;',
    "const p = { year: 2003 };",
    "const next = list[index + 1];",
    "const costs = { systemCall: 1, hypercall: 2 };",
    "const nanoseconds = Math.round(1e9 / hz);",
    "type Level = 3 | 4;",
    "const mode = { mode: 0o755 };",
    'const text = "370";',
  ])("accepts %j", (text) => {
    expect(bareConstants(planted(text))).toEqual([]);
  });

  it("leaves out what is exempted in a file, and nothing else", () => {
    const exempted = [{ file: "src/x.ts", number: "4_096", why: "a definition" }];
    expect(bareConstants(planted("const PAGE = 4_096;"), exempted)).toEqual([]);
    expect(bareConstants(planted("const PAGE = 4_097;"), exempted)).toEqual(["packages/platforms/src/x.ts:1 4_097"]);
    expect(bareConstants(planted("const PAGE = 4_096;", "packages/platforms/src/y.ts"), exempted)).toHaveLength(1);
  });
});
