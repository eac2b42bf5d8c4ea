import { describe, expect, it } from "vitest";
import { allSources, isTest, type SourceFile } from "./source-files.ts";
import { dishonestTests, suppressedBans, undocumentedExports, wholesaleExports } from "./source-rules.ts";

const longest = 400;
const shipped = allSources.filter((file) => file.path.startsWith("packages/") && !isTest(file));
const tests = allSources.filter(({ path }) => path.endsWith(".test.ts"));
const faces = shipped.filter(({ path }) => /^packages\/[^/]+\/src\/index\.ts$/.test(path));
const planted = (text: string, path = "packages/engine/src/x.ts"): SourceFile => ({ path, text });

describe("source files", () => {
  it(`have at most ${longest} lines`, () => {
    const lines = allSources.map(({ path, text }) => ({ path, lines: text.split("\n").length - 1 }));
    expect(lines.filter((file) => file.lines > longest)).toEqual([]);
  });

  it("never switch off a ban in a package", () => {
    expect(shipped.flatMap(suppressedBans)).toEqual([]);
  });
});

describe("packages", () => {
  it("list every export by name in their index.ts", () => {
    expect(faces.flatMap(wholesaleExports)).toEqual([]);
    expect(faces.length).toBeGreaterThan(0);
  });

  it("say in a JSDoc comment what each exported thing is", () => {
    expect(shipped.flatMap(undocumentedExports)).toEqual([]);
  });
});

describe("tests", () => {
  it("all run, none alone, none skipped for good", () => {
    expect(tests.flatMap(dishonestTests)).toEqual([]);
    expect(tests.length).toBeGreaterThan(0);
  });
});

describe("the checker of source files", () => {
  it("finds an export of everything", () => {
    expect(wholesaleExports(planted('export * from "./a.ts";\nexport * as b from "./b.ts";'))).toHaveLength(2);
    expect(wholesaleExports(planted('export { a, type B } from "./a.ts";'))).toEqual([]);
  });

  it.each([
    "export const x = 1;",
    "export function x() {}",
    "export interface x {}",
    "export type x = 1;",
    "export class x {}",
    "export default function x() {}",
    "const x = 1;\nexport { x };",
    "export const { x } = { x: 1 };",
    "export const { y: [x = 1] } = { y: [] };",
    "export const x: Y = 1;",
    "/* A plain comment. */\nexport const x = 1;",
    "// A line.\nexport const x = 1;",
    "/** */\nexport const x = 1;",
    "/** @internal */\nexport const x = 1;",
    "/** What something else is. */\nconst y = 1;\nexport const x = y;",
  ])("finds an export without a comment in %j", (text) => {
    expect(undocumentedExports(planted(text))).toHaveLength(1);
  });

  it.each([
    "/** What it is. */\nexport const x = 1;",
    "/**\n * What it is.\n * @param a what it takes\n */\nexport function x(a: number): number {\n  return a;\n}",
    "/** What it is. */\nexport function x(a: string): void;\nexport function x(a: number): void;\nexport function x() {}",
    "/** What it is. */\nexport interface x {}\nexport const x = 1;",
    "/** What it is. */\nconst x = 1;\nexport { x as y };",
    "/** What it is. */\nexport default class {}",
    "/** What it is. */\n// biome-ignore lint/suspicious/noExplicitAny: a reason\nexport type x = any;",
    'export { x } from "./x.ts";',
    'import { x } from "./x.ts";\nexport { x };',
    "const x = 1;\nx;",
  ])("accepts %j", (text) => {
    expect(undocumentedExports(planted(text))).toEqual([]);
  });

  it.each([
    'it.only("x", () => {});',
    'it.skip("x", () => {});',
    'it.todo("x");',
    'describe.only("x", () => {});',
    'test.concurrent.skip("x", () => {});',
    'it.skip.each([1])("x", () => {});',
    'it("x", { skip: true }, () => {});',
    'xit("x", () => {});',
    'fdescribe("x", () => {});',
  ])("finds the test that does not run in %j", (text) => {
    expect(dishonestTests(planted(text))).not.toEqual([]);
  });

  it.each([
    'it.skipIf(process.platform !== "linux")("x", () => {});',
    'it("x", ({ skip }) => skip("strace is missing"));',
    'it("x", { timeout: 1 }, () => { stream.pipe(skip(1)); list.skip(2); });',
    '// it.only("x")\nconst s = "it.skip()";',
  ])("accepts the test in %j", (text) => {
    expect(dishonestTests(planted(text))).toEqual([]);
  });

  it.each(["lint/plugin", "lint/style/noRestrictedGlobals", "lint/style", "lint", "lint/nursery/noJsRestrictedProperties"])(
    "finds a ban switched off by %s",
    (rule) => {
      const ignore = "biome-ignore";
      expect(suppressedBans(planted(`// ${ignore} ${rule}: because`))).toHaveLength(1);
      expect(suppressedBans(planted(`// ${ignore}-all ${rule}: because`))).toHaveLength(1);
      expect(suppressedBans(planted(`// ${ignore} lint/suspicious/noExplicitAny: because`))).toEqual([]);
    },
  );
});
