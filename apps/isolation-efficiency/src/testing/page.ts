/** A table as it stands on a page: its header, and its rows, as texts. */
export interface PageTable {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** What HTML says to who reads it. */
function textOf(html: string): string {
  const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return html.replace(/<[^>]*>/g, "").replace(/&(\w+);/g, (_, name: string) => entities[name] ?? "?");
}

function cellsOf(row: string): string[] {
  return [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell = ""]) => textOf(cell));
}

/** The tables of a stretch of HTML. */
export function tablesOf(html: string): readonly PageTable[] {
  return [...html.matchAll(/<table>(.*?)<\/table>/gs)].map(([, table = ""]) => {
    const [header = [], ...rows] = [...table.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) => cellsOf(row));
    return { caption: textOf(/<caption>(.*?)<\/caption>/s.exec(table)?.[1] ?? ""), header, rows };
  });
}

/** The part of a page that has an id. */
export function partWith(html: string, id: string): string {
  return new RegExp(`<(details|section) id="${id.replaceAll(".", "\\.")}">(.*?)</\\1>`, "s").exec(html)?.[2] ?? "";
}

/** The ids that a page leads to, by its cells and drawings. */
export function leadsTo(html: string): readonly string[] {
  return [...new Set([...html.matchAll(/href="#([^"]*)"/g)].map(([, id = ""]) => id))];
}

/** Ids that a page has. */
export function idsOf(html: string): readonly string[] {
  return [...html.matchAll(/<(?:details|section) id="([^"]*)"/g)].map(([, id = ""]) => id);
}
