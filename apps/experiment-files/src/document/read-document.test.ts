import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { pathText } from "./place.ts";
import { readDocument } from "./read-document.ts";

const folder = mkdtempSync(join(tmpdir(), "crosstalk-document-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const read = (name: string) => {
  const { value, problems, places } = readDocument(join(folder, name));
  return { value, messages: problems.map(({ message }) => message), places };
};

beforeEach(() => {
  write("parts.yaml", "host: { name: xeon, processors: 4 }\nnested: { deep: [1, { $ref: './more.json' }] }\n");
  write("more.json", '{ "more": true }');
});

describe("a reference between files", () => {
  it("stands for the whole of a file or a part of it, relative to where it is written, other fields going first", () => {
    write("a.yaml", "a: { $ref: './parts.yaml#/nested' }\nhost: { processors: 1, $ref: './parts.yaml#/host' }\n");
    const { value, messages, places } = read("a.yaml");
    expect(messages).toEqual([]);
    expect(value).toEqual({ a: { deep: [1, { more: true }] }, host: { name: "xeon", processors: 1 } });
    expect(places.of(["host", "processors"])).toMatchObject({ line: 2 });
    expect(places.of(["a", "deep", 0]).file).toMatch(/parts\.yaml$/);
  });

  it.each([
    ["a: { $ref: ./none.yaml }", "is not there"],
    ["a: { $ref: './parts.yaml#/nothing' }", "which"],
    ["a: { $ref: '' }", "is no path"],
    ["a: { $ref: [] }", "is no path"],
    ["a: { $ref: ./bad.yaml }", "refers to itself"],
    ["a: { b: 1, $ref: './parts.yaml#/nested/deep' }", "only where $ref names an object"],
  ])("is refused where it leads nowhere or round: %s", (text, message) => {
    write("bad.yaml", text);
    expect(read("bad.yaml").messages.join("\n")).toContain(message);
  });
});

describe("a document", () => {
  it("can use anchors, but not to grow without bounds", () => {
    write("anchors.yaml", "a: &a [1, 2]\nb: *a\n");
    expect(read("anchors.yaml").value).toEqual({ a: [1, 2], b: [1, 2] });
    const levels = Array.from({ length: 9 }, (_, level) => `a${level + 1}: &a${level + 1} [${`*a${level}, `.repeat(9)}]`);
    write("bomb.yaml", ["a0: &a0 [x, x, x, x, x, x, x, x, x]", ...levels].join("\n"));
    expect(read("bomb.yaml").messages.join("\n")).toContain("one alias too many");
  });

  it.each([
    ["a: .nan", "finite numbers"],
    ["__proto__: { x: 1 }", "allowed are names"],
    ["a: 1\na: 2", "unique"],
    ["a: !thing 3", "can't be read"],
    ["a: &a [1, *a]", "is *a; allowed is an anchor that it does not stand in"],
  ])("is refused where it is no JSON value: %s", (text, message) => {
    write("odd.yaml", text);
    expect(read("odd.yaml").messages.join("\n")).toContain(message);
  });

  it("is refused where it is no text", () => {
    writeFileSync(join(folder, "binary.yaml"), Uint8Array.of(0x61, 0xff, 0xfe, 0x00));
    expect(read("binary.yaml").messages).toEqual(["is not text in UTF-8"]);
    write("to-binary.yaml", "a: { $ref: ./binary.yaml }");
    expect(read("to-binary.yaml").messages.join()).toMatch(/^needs the file .*binary\.yaml, which is not text in UTF-8$/);
  });

  it.each([
    ["a comma too many in an object", '{\n  "a": 1,\n}', 3],
    ["a comma too many in a list", '{\n  "a": [\n1,\n],\n"b": 2\n}', 4],
    ["other quotes", "{\n\"a\": 1,\n'b': 2 }\n", 3],
    ["a comment", '{ "a": 1 }\n# no more\n', 2],
  ])("is strictly JSON if the file is called so: not with %s", (_, text, line) => {
    write("odd.yaml", text);
    write("odd.json", text);
    expect(read("odd.yaml").messages).toEqual([]);
    const { problems, places } = readDocument(join(folder, "odd.json"));
    expect(problems).toEqual([expect.objectContaining({ message: expect.stringMatching(/^can't be read: [^\n]* JSON/) })]);
    expect(places.of(problems[0]?.at ?? []).line).toBe(line);
  });

  it("has paths that are cut in messages", () => {
    expect(pathText(["a", 0, "b"])).toBe("a[0].b");
    expect(pathText(Array.from({ length: 900 }, () => 0))).toMatch(/^(\[0\]){39}\.\.\.$/);
  });
});
