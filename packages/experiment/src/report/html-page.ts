import type { ExperimentReport, ReportCell, ReportSection, ReportTable } from "./experiment-report.ts";
import { BROKEN, printedColumns } from "./printed-columns.ts";
import { sortScript } from "./sort-script.ts";

const STYLE = `
:root { color-scheme: light; }
body { font: 16px/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin-bottom: .5rem; }
h2 { font-size: 1.25rem; font-weight: 600; margin: 2rem 0 .5rem; }
summary { cursor: pointer; font-weight: 600; margin: .5rem 0; }
details:target > summary { background: #fdf6c4; list-style-type: disclosure-open; }
details:target::details-content { content-visibility: visible; block-size: auto; }
a { color: #0b57a4; text-decoration-color: #a9c4de; }
pre { white-space: pre-wrap; background: #f4f4f4; padding: .6rem; font-size: .8rem; }
p { max-width: 46rem; }
figure { margin: 1rem 0; }
figure svg { display: block; max-width: 100%; height: auto; }
figcaption, caption, .made { color: #444; font-size: .9rem; text-align: left; }
caption { padding-bottom: .25rem; }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .9rem; font-variant-numeric: tabular-nums; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid #ccc; text-align: left; vertical-align: top; }
th { border-bottom: 2px solid #444; }
th button { all: unset; cursor: pointer; font-weight: bold; }
th button:hover { text-decoration: underline; }
th button:focus-visible { outline: 2px solid #0b57a4; }
th[aria-sort=ascending] button::after { content: " ▲"; content: " ▲" / ""; font-size: .7em; }
th[aria-sort=descending] button::after { content: " ▼"; content: " ▼" / ""; font-size: .7em; }
td:first-child { min-width: 8.5em; }
.right { text-align: right; }
td.right { white-space: nowrap; }
ul { max-width: 46rem; padding-left: 1.2rem; }
li { margin: .35rem 0; }
li.claim { list-style: none; }
.verdict { font-weight: 600; margin-right: .4em; }
.printed { display: none; }
@page { margin: 14mm; }
@media print {
  body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  p, ul { max-width: none; }
  a { color: inherit; text-decoration: none; }
  details > * { display: block; }
  details::details-content { content-visibility: visible; block-size: auto; }
  figure, tr { break-inside: avoid; }
  h2, summary, caption { break-after: avoid; }
  thead { display: table-header-group; }
  .wide { overflow-x: visible; margin: .5rem 0; }
  .parted { display: none; }
  .printed { display: block; }
  table { font-size: 8pt; }
  th, td { padding: 1.5pt 4pt; }
  .long { overflow-wrap: anywhere; }
  td:first-child { min-width: 0; }
}
`;

/** A text as it stands in HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/**
 * A report as one HTML page that needs nothing else: no file beside it, no network. Its tables sort.
 *
 * @param made lines that say by which command and version it was made.
 */
export function htmlPage(report: ExperimentReport, made: readonly string[] = []): string {
  const title = escapeHtml(report.title);
  const ids = new Set(report.sections.flatMap(({ id }) => id ?? []));
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${title}</h1>
${report.sections.map((each) => section(each, ids)).join("\n")}
<hr>
${made.map((line) => `<p class="made">${escapeHtml(line)}</p>`).join("\n")}
<script>${sortScript}</script>
</body>
</html>
`;
}

function section(told: ReportSection, ids: ReadonlySet<string>): string {
  const { heading, id, paragraphs = [], figures = [], list = [], tables = [], commands = [], folded = false } = told;
  const body = [
    ...paragraphs.map((text) => `<p>${escapeHtml(text)}</p>`),
    ...figures.map(({ svg, caption }) => `<figure>\n${svg}\n<figcaption>${escapeHtml(caption)}</figcaption>\n</figure>`),
    ...(list.length === 0 ? [] : [`<ul>\n${list.map(entry).join("\n")}\n</ul>`]),
    ...tables.map((each) => table(each, ids)),
    ...(commands.length === 0 ? [] : [`<pre>${commands.map(escapeHtml).join("\n")}</pre>`]),
  ].join("\n");
  const title = escapeHtml(heading);
  const named = id === undefined ? "" : ` id="${escapeHtml(id)}"`;
  if (folded) return `<details${named}>\n<summary>${title}</summary>\n${body}\n</details>`;
  return `<section${named}>\n<h2>${title}</h2>\n${body}\n</section>`;
}

function entry({ text, holds }: { readonly text: string; readonly holds?: boolean }): string {
  if (holds === undefined) return `<li>${escapeHtml(text)}</li>`;
  const verdict = holds ? "✓ holds" : "✗ doesn’t hold";
  return `<li class="claim"><span class="verdict">${verdict}</span> ${escapeHtml(text)}</li>`;
}

/** A cell as it stands in HTML; one that leads to a section which is not on the page is plain text. */
function cellText(cell: ReportCell, ids: ReadonlySet<string>): string {
  if (typeof cell === "string") return escapeHtml(cell);
  if (!ids.has(cell.to)) return escapeHtml(cell.text);
  return `<a href="#${escapeHtml(cell.to)}">${escapeHtml(cell.text)}</a>`;
}

/** A table; one that is wider than a printed page is there once more, in parts that are not, for print alone. */
function table(told: ReportTable, ids: ReadonlySet<string>): string {
  const parts = printedColumns(told);
  if (parts === undefined) return `<div class="wide">${plainTable(told, ids)}</div>`;
  const { caption: _, ...rest } = told;
  const printed = parts.map((columns, index) => {
    const part = {
      ...(index === 0 ? told : rest),
      columns: only(told.columns, columns),
      rows: told.rows.map((row) => only(row, columns)),
    };
    return `<div class="wide printed" aria-hidden="true">${plainTable(part, ids)}</div>`;
  });
  return [`<div class="wide parted">${plainTable(told, ids)}</div>`, ...printed].join("\n");
}

const only = <Item>(items: readonly Item[], places: readonly number[]): Item[] => places.flatMap((place) => items[place] ?? []);

/** Long texts are broken anywhere in print. */
const long = (cell: ReportCell): string => ((typeof cell === "string" ? cell : cell.text).length > BROKEN ? ' class="long"' : "");

function plainTable({ caption, columns, rows }: ReportTable, ids: ReadonlySet<string>): string {
  const aligned = (column: number) => (columns[column]?.align === "right" ? ' class="right"' : "");
  const head = columns.map(({ title, about }, index) => {
    const hint = about === undefined ? "" : ` title="${escapeHtml(about)}"`;
    return `<th scope="col"${aligned(index)}${hint}>${escapeHtml(title)}</th>`;
  });
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((cell, index) => `<td${aligned(index) || long(cell)}>${cellText(cell, ids)}</td>`).join("")}</tr>`,
  );
  const told = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>\n`;
  return `<table>\n${told}<thead><tr>${head.join("")}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody>\n</table>`;
}
