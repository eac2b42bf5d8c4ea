import { caseOf } from "./case.ts";
import { discussion } from "./discussion.ts";
import { counts, type EvaluatedRow } from "./evaluation.ts";
import { fittedShares } from "./fitted-shares.ts";
import { differenceText, digits, publishedText, simulatedText } from "./format.ts";
import { markdownTable } from "./markdown-table.ts";
import { REPLICATIONS, REPLICATIONS_DRAWN } from "./plan-cases.ts";
import { byPlatform, inexpressibleLines, labelOf, summaryLines, verdict } from "./report-text.ts";
import { NEAR_ONE, TARGET } from "./summary.ts";
import type { InexpressibleRow, Validation } from "./validate.ts";

/** Misses that are discussed: so many of the largest errors. */
export const WORST = 12;

/** What the page says of a large miss that nobody has looked into; the shipped page must not. */
export const NOT_EXPLAINED = "Not explained.";

/** Errors that need no discussion: a tenth. */
const SMALL = 0.1;

/** The page on validation, in Markdown, from a comparison with the shipped rows. Equal comparisons give equal pages. */
export function validationDocument(validation: Validation): string {
  const { rows, inexpressible, summary } = validation;
  const all = summary.errors[0];
  const sections = [
    introduction,
    "## What it comes to",
    ...(all === undefined
      ? []
      : [`Over predicted, quoted rows with a published ratio outside ${NEAR_ONE.join("-")}, the ${verdict(all)}.`]),
    summaryTable(validation),
    pointsText(validation),
    "## What was fitted",
    fittedText,
    fittedTable(rows),
    "## The worst misses",
    missesText(rows),
    "## All rows",
    legend,
    ...byPlatform(rows.filter(({ row }) => row.provenance === "quoted")).flatMap(([platform, some]) => [
      `### ${platform}`,
      rowTable(some),
    ]),
    "### Remembered, never counted",
    "These were not seen in their source (`recalled`). Linux-VServer's only rows are among them.",
    rowTable(rows.filter(({ row }) => row.provenance === "recalled")),
    "## What stands for what",
    notesText(rows),
    "## What can't be expressed, and what is not published",
    notPublished,
    inexpressibleList(inexpressible),
  ];
  return `${sections.filter((each) => each !== "").join("\n\n")}\n`;
}

const introduction = `# Validation: published measurements beside what is simulated

\`crosstalk validate\` runs what follows anew; \`crosstalk validate --markdown docs/validation.md\` writes this page. Every
number on it is from the run.

The error of a row is |ln(simulated ratio ÷ published ratio)|; the ratios are to native on the same host, so the rows of
plain Linux are no predictions. Rows in per cent are scored in percentage points. Two null models stand beside the
simulation, which any real model must beat: that nothing is slowed down, and that each platform slows everything alike, by
the median of the same rows that the simulation's constants were fitted to.`;

const fittedText = `Rows from which a constant of a platform was set are _fitted_ and never counted. They are listed in
\`apps/validation/fitted.json\`, committed before the first run of this comparison, at most a third of each platform's
quoted rows that can be simulated. One row was taken off that list after the first run, the software VMM's cr8wr: its
constant is a recalled one since, which made the error larger. Constants of plain Linux were set from native rows, as \`apps/barham-2003/fitted.json\`
tells; these are what ratios are to. Four reservations:

- Of the SPECint rows, those of programs that were not recorded share one simulated program; with rows of one program taken
  for one row, the share is that of the last column.
- The page fault and the cr8wr of the software VMM count as predicted, though a constant of each was remembered by somebody
  who had seen the row.
- Protection faults are fitted to the time, not to the ratio: natively they come out too short, so the ratio is off by as
  much on all three platforms.
- The published context switches with working sets were in view when the model of caches was written, and some of its
  choices were made knowing them, though no constant was set from one. They count; what the median is without them, and
  without those two of the software VMM, is told as \`all not in view\` (\`inView\` in the same file).`;

const legend = `Published and simulated are ratios to native (times: platform ÷ native; scores: native ÷ platform), or per cent;
for native rows the value as published, and what is simulated for it. The simulated value has its 95 % interval where
replications differ: ${REPLICATIONS_DRAWN} of what draws at random, ${REPLICATIONS} of the rest, in which only the phases of ticks differ. The
nanobenchmarks are priced and not run, so they are the same under any seed.`;

const notPublished = `VServer, chroot and ESX have no row in the published set that was seen. VServer's are remembered; the
software VMM's rows are VMware Player's, the same VMM as in ESX of that time on a host system; chroot is Linux with another
root. Nothing on this page tells how near those three are.`;

function summaryTable({ summary, rows }: Validation): string {
  const [titles, ...lines] = summaryLines(summary);
  return `${markdownTable(titles as readonly string[], lines)}\n\n${rows.filter(counts).length} predicted rows count in all; the others' published ratio is within ${NEAR_ONE.join("-")}, where a model can't be told from none, or they are in per cent. The target is a median of at most ${TARGET}.`;
}

function pointsText({ summary: { points } }: Validation): string {
  if (points.rows === 0) return "";
  return `${points.rows} rows in per cent (Matthews et al., approximate): the median is ${digits(points.simulation)} points apart; of the model that neighbours have no effect, ${digits(points.noEffect)}. All were measured near 0, so they show little; the misbehaving neighbour of the processor row costs more here than was measured, probably for the wait for a turn under credit, whose slice is 30 ms: a guess (Matthews' load is not published).`;
}

function fittedTable(rows: readonly EvaluatedRow[]): string {
  const lines = fittedShares(rows).map(({ platform, fitted, independent, programs }) => [
    platform,
    String(fitted),
    String(independent),
    digits(fitted / independent),
    digits(fitted / programs),
  ]);
  return markdownTable(["platform", "fitted", "rows", "share", "share of different programs"], lines);
}

/** The counted rows that are farthest off, the worst first. */
export function worstMisses(rows: readonly EvaluatedRow[]): readonly EvaluatedRow[] {
  return rows
    .filter((each) => counts(each) && each.scoring === "ratio" && (each.error as number) > SMALL)
    .sort((one, other) => (other.error as number) - (one.error as number))
    .slice(0, WORST);
}

function missesText(rows: readonly EvaluatedRow[]): string {
  const lines = worstMisses(rows).map((each) => {
    const { row, error } = each;
    const why = discussion[row.id] ?? NOT_EXPLAINED;
    return `- **${row.platform}, ${labelOf(each)}**: ${publishedText(each)} published, ${simulatedText(each)} simulated, error ${digits(error as number)}. ${why}`;
  });
  return lines.join("\n");
}

/** Rows as a table. */
export function rowTable(rows: readonly EvaluatedRow[]): string {
  const lines = rows.map((each) => [
    labelOf(each),
    each.row.program,
    publishedText(each),
    simulatedText(each),
    differenceText(each),
    each.role,
  ]);
  return markdownTable(["as published", "program", "published", "simulated", "relative", "role"], lines);
}

function notesText(rows: readonly EvaluatedRow[]): string {
  const notes = [...new Set(rows.flatMap(({ row }) => (row.note === undefined ? [] : row.note.split("; "))))];
  const lines = notes.map((note) => {
    const of = rows.filter(({ row }) => row.note?.split("; ").includes(note)).map(({ row }) => caseOf(row));
    const programs = [...new Set(of.map(({ program }) => program))];
    return `- ${programs.length > 3 ? `${of.length} rows` : programs.join(", ")}: ${note}.`;
  });
  return lines.join("\n");
}

function inexpressibleList(rows: readonly InexpressibleRow[]): string {
  if (rows.length === 0) return "";
  return `Rows of the list that can't be simulated yet:\n\n${inexpressibleLines(rows)
    .map((line) => `- ${line}`)
    .join("\n")}`;
}
