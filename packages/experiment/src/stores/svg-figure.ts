/**
 * Draws a Vega-Lite specification as SVG text. The libraries are loaded only here, for they are large.
 *
 * @param spec such as {@link figureSpec} makes.
 */
export async function drawFigure(spec: Readonly<Record<string, unknown>>): Promise<string> {
  const [{ compile }, { parse, View, None }] = await Promise.all([import("vega-lite"), import("vega")]);
  const compiled = compile(spec as unknown as Parameters<typeof compile>[0]);
  const view = new View(parse(compiled.spec), { renderer: "none", logLevel: None });
  try {
    return `${withTitles(await view.toSVG())}\n`;
  } finally {
    view.finalize();
  }
}

/** Marks that have a description get it as their title, too: browsers show it to who points at them. */
function withTitles(svg: string): string {
  return svg.replace(/<(path|line|rect)( aria-label="([^"]*)" role="graphics-symbol"[^>]*)\/>/g, "<$1$2><title>$3</title></$1>");
}
