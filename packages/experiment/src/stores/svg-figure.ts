import { escapeHtml } from "../report/html-page.ts";

/**
 * Draws a Vega-Lite specification as SVG text. The libraries are loaded only here, for they are large.
 *
 * @param spec such as {@link figureSpec} makes. What it says in `usermeta.fullNames` is shown to who points at the labels.
 */
export async function drawFigure(spec: Readonly<Record<string, unknown>>): Promise<string> {
  const [{ compile }, { parse, View, None }] = await Promise.all([import("vega-lite"), import("vega")]);
  const compiled = compile(spec as unknown as Parameters<typeof compile>[0]);
  const view = new View(parse(compiled.spec), { renderer: "none", logLevel: None });
  try {
    const { fullNames = {} } = (spec.usermeta ?? {}) as { readonly fullNames?: Readonly<Record<string, string>> };
    return `${withFullNames(withTitles(await view.toSVG()), fullNames)}\n`;
  } finally {
    view.finalize();
  }
}

/** Marks that have a description get it as their title, too: browsers show it to who points at them. */
function withTitles(svg: string): string {
  return svg.replace(/<(path|line|rect)( aria-label="([^"]*)" role="graphics-symbol"[^>]*)\/>/g, "<$1$2><title>$3</title></$1>");
}

/** Texts that were shortened get what they stand for as their title; that they can be pointed at has to be said of each. */
function withFullNames(svg: string, fullNames: Readonly<Record<string, string>>): string {
  const titles = new Map(Object.entries(fullNames).map(([label, name]) => [escapeHtml(label), escapeHtml(name)]));
  if (titles.size === 0) return svg;
  return svg.replace(/<text ([^>]*)>(.*?)<\/text>/gs, (text, attributes: string, inside: string) => {
    const title = titles.get(inside.replace(/<\/tspan>\s*<tspan[^>]*>/g, "\n").replace(/<[^>]*>/g, ""));
    return title === undefined ? text : `<text pointer-events="all" ${attributes}>${inside}<title>${title}</title></text>`;
  });
}
