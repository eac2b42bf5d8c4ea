import { expect, it } from "vitest";
import { childrenOf, readElement, textOf, wordsOf } from "./element.ts";

it("reads elements by their names without prefix, attributes, and text with its entities, in document order", () => {
  const root = readElement(
    '<a:scxml xmlns:a="urn:x" initial="s"><!-- no --><a:state id="s">1 &lt; 2<![CDATA[ & 3]]></a:state></a:scxml>',
  );
  expect([root.name, root.attributes.initial]).toEqual(["scxml", "s"]);
  expect(childrenOf(root, "state").map(({ attributes }) => attributes.id)).toEqual(["s"]);
  expect(textOf(childrenOf(root)[0]!)).toBe("1 < 2 & 3");
});

it("refuses what is not well-formed", () => {
  expect(() => readElement("<a><b></a>")).toThrow("unexpected close tag");
});

it("takes a list apart at any white space", () => {
  expect(wordsOf(" a  b\nc ")).toEqual(["a", "b", "c"]);
  expect(wordsOf(undefined)).toEqual([]);
});
