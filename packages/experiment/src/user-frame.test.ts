import { describe, expect, it } from "vitest";
import { userFrame } from "./user-frame.ts";

const own = new URL("./run-one.ts", import.meta.url).href;

function errorAt(places: readonly string[], cause?: unknown): Error {
  const error = new Error("oops", { cause });
  error.stack = ["Error: oops", ...places.map((place) => `    at ${place}`)].join("\n");
  return error;
}

describe("userFrame", () => {
  it.each([
    [
      "behind ours, Node's and other modules'",
      [`boot (${own}:3:4)`, "node:fs:1:2", "f (/a/node_modules/b/c.js:1:2)", "/u/x.ts:7:8"],
    ],
    ["in a function, from a URL with a query", ["Object.world (file:///u/x.ts?tsx-namespace=1:7:8)", `runOne (${own}:1:2)`]],
    ["in an anonymous function", ["<anonymous>", "async file:///u/x.ts:7:8"]],
  ])("finds the user's line %s", (_, places) => {
    expect(userFrame(errorAt(places))).toBe("/u/x.ts:7:8");
  });

  it("looks first at what caused the error", () => {
    expect(userFrame(errorAt(["/u/outer.ts:1:1"], errorAt(["/u/inner.ts:2:2"])))).toBe("/u/inner.ts:2:2");
    expect(userFrame(errorAt(["/u/outer.ts:1:1"], "text"))).toBe("/u/outer.ts:1:1");
  });

  it("finds none where there is none", () => {
    expect(userFrame(errorAt([`${own}:1:2`]))).toBeUndefined();
    expect(userFrame("thrown text")).toBeUndefined();
  });
});
