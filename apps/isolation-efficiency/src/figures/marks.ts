import type { Family } from "../families.ts";
import { element } from "./svg.ts";

/** How a family is drawn: a colour of Okabe and Ito's palette, which colour-blind readers tell apart, and a shape. */
export const familyStyles: Readonly<Record<Family, { readonly colour: string; readonly shape: Shape }>> = {
  traditional: { colour: "#000000", shape: "circle" },
  containers: { colour: "#009E73", shape: "diamond" },
  hypervisor: { colour: "#0072B2", shape: "square" },
  hosted: { colour: "#D55E00", shape: "triangle" },
  other: { colour: "#666666", shape: "cross" },
};

/** A shape of a mark. */
export type Shape = "circle" | "diamond" | "square" | "triangle" | "cross";

/** A mark of about 12 pixels. */
export function markOf(shape: Shape, x: number, y: number, colour: string, filled = true): string {
  const style = { fill: filled ? colour : "#ffffff", stroke: colour, "stroke-width": 1.8 };
  const polygon = (points: readonly (readonly [number, number])[]): string =>
    element("polygon", { points: points.map(([dx, dy]) => `${(x + dx).toFixed(2)},${(y + dy).toFixed(2)}`).join(" "), ...style });
  switch (shape) {
    case "circle":
      return element("circle", { cx: x, cy: y, r: 5.5, ...style });
    case "square":
      return element("rect", { x: x - 5, y: y - 5, width: 10, height: 10, ...style });
    case "diamond":
      return polygon([
        [0, -7],
        [7, 0],
        [0, 7],
        [-7, 0],
      ]);
    case "triangle":
      return polygon([
        [0, -6.5],
        [6.5, 5],
        [-6.5, 5],
      ]);
    case "cross":
      return polygon([
        [-2, -6],
        [2, -6],
        [2, -2],
        [6, -2],
        [6, 2],
        [2, 2],
        [2, 6],
        [-2, 6],
        [-2, 2],
        [-6, 2],
        [-6, -2],
        [-2, -2],
      ]);
  }
}
