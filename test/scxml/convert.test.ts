import { expect, it } from "vitest";
import { createActor } from "xstate";
import { convert } from "./convert.ts";
import { delayOf } from "./delay.ts";
import { readDocument } from "./document.ts";

const machineOf = (body: string, attributes = "") =>
  convert(readDocument("test", `<scxml ${attributes}>${body}</scxml>`, () => ""));

it("takes the first transition in the document, not the one with the most special descriptor", () => {
  const actor = createActor(
    machineOf(
      '<state id="a"><transition event="*" target="any"/><transition event="x.y" target="one"/></state><state id="any"/><state id="one"/>',
    ),
  ).start();
  actor.send({ type: "x.y" });
  expect(actor.getSnapshot().value).toBe("any");
});

it("ends content at an element that fails, and raises SCXML's error event", () => {
  const actor = createActor(
    machineOf(
      '<datamodel><data id="x" expr="0"/></datamodel><state id="a"><onentry><assign location="none" expr="1"/><assign location="x" expr="1"/></onentry><transition event="error.execution" target="b"/></state><state id="b"/>',
    ),
  ).start();
  expect(actor.getSnapshot()).toMatchObject({ value: "b", context: { x: 0 } });
});

it("reaches initial states that lie deeper than a child, in several regions", () => {
  const regions = ["a", "b"].map((id) => `<state id="${id}"><state id="${id}1"/><state id="${id}2"/></state>`).join("");
  const actor = createActor(machineOf(`<parallel id="p">${regions}</parallel>`, 'initial="a2 b2"')).start();
  expect(actor.getSnapshot().value).toEqual({ p: { a: "a2", b: "b2" } });
});

it("names what it can't convert", () => {
  expect(() => machineOf('<state id="a"><invoke src="other.scxml"/></state>')).toThrow("invoke");
  expect(() => machineOf('<state id="a"/>', 'datamodel="xpath"')).toThrow('the data model "xpath"');
});

it("reads delays in seconds and milliseconds, and nothing else", () => {
  expect([".5s", "2s", "10ms"].map(delayOf)).toEqual([500, 2000, 10]);
  expect(() => delayOf("soon")).toThrow("a delay is a number of s or ms");
});
