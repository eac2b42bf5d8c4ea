import { escapeHtml } from "@crosstalk/experiment";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of a drawing, as text; numbers are rounded to a hundredth of a pixel. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : ` ${key}="${escapeHtml(typeof value === "number" ? String(Math.round(value * 100) / 100) : value)}"`,
  );
  return inside.length === 0 ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inside.join("")}</${name}>`;
}

/** A line of text in a drawing. */
export function text(content: string, x: number, y: number, attributes: Attributes = {}): string {
  return element("text", { x, y, "font-size": 13, fill: "#1a1a1a", ...attributes }, escapeHtml(content));
}

/** A straight line. */
export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string {
  return element("line", { x1, y1, x2, y2, stroke: "#1a1a1a", ...attributes });
}

/** A whole drawing of a size in pixels, with a title and a description for those who can't see it. */
export function drawing(width: number, height: number, title: string, description: string, parts: readonly string[]): string {
  return element(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "font-family": "system-ui, sans-serif",
    },
    element("title", {}, escapeHtml(title)),
    element("desc", {}, escapeHtml(description)),
    element("rect", { width, height, fill: "#ffffff" }),
    ...parts,
  );
}

/** Width of a text in pixels, near enough without fonts at hand: most letters of a sans-serif are narrower. */
export function textWidth(content: string, size = 13): number {
  return content.length * size * 0.56;
}

/** Maps a range of numbers to a range of pixels. */
export function linear(from: readonly [number, number], to: readonly [number, number]): (value: number) => number {
  return (value) => to[0] + ((value - from[0]) / (from[1] - from[0])) * (to[1] - to[0]);
}
