import { expect, it } from "vitest";
import { seriesStyle } from "./series-style.ts";

const styles = Array.from({ length: 49 }, (_, number) => seriesStyle(number));

it("no two series look alike in colour, shape and fill together", () => {
  expect(new Set(styles.map(({ colour, shape, fill }) => [colour, shape, fill].join())).size).toBe(49);
});

it("the first seven differ in colour, shape and dash each, and the next seven are filled", () => {
  const first = styles.slice(0, 7);
  for (const look of ["colour", "shape", "dash"] as const) expect(new Set(first.map((style) => style[look])).size).toBe(7);
  expect(new Set(first.map(({ fill }) => fill))).toEqual(new Set(["white"]));
  expect(styles.slice(7, 14).every(({ fill, colour }) => fill === colour)).toBe(true);
});
