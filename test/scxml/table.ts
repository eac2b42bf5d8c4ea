import type { Outcome } from "./outcome.ts";
import { reasons } from "./reasons.ts";

const verdicts = ["passed", "failed in both", "differing", "not converted"] as const;

/** How many tests of each folder came to what, as lines of a Markdown table. */
export function tableOf(outcomes: readonly Outcome[]): string[] {
  const folders = [...new Set(outcomes.map(({ name }) => folderOf(name)))];
  const rows = folders.map((folder) => [folder, ...counts(outcomes.filter(({ name }) => folderOf(name) === folder))]);
  const all = [["folder", ...verdicts], ...rows, ["all", ...counts(outcomes)]];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join(" | ")} |`;
  const rule = widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`));
  return [line(all[0]!), line(rule), ...all.slice(1).map(line)];
}

/** The page of what became of all tests, docs/scxml.md. */
export function pageOf(outcomes: readonly Outcome[]): string {
  const failed = outcomes.filter(({ verdict }) => verdict === "failed in both");
  const lines = [
    "# The W3C's SCXML tests under both runtimes",
    "",
    "Written by `npm run scxml -w test`; a test checks that it is fresh.",
    "",
    "XState's statecharts follow SCXML, and SCXML has tests: those of the W3C, and SCION's own, both in the npm package",
    "`@scion-scxml/test-framework`. Each document is converted to a machine of XState's (`test/scxml/convert.ts`) and put",
    "through its script, in virtual time, on XState's interpreter and on the compiled runtime. After the start, and each event",
    "and wait, value, context, status, output, error, the save, what subscribers were told, what was logged and emitted, and the",
    "delays set, cancelled and pending must be the same on both.",
    "",
    "- passed: the same on both, and the states are those that the test wants;",
    "- failed in both: the same on both, and not what the test wants;",
    "- differing: not the same on both;",
    "- not converted: XState has no way to say it, the compiled runtime leaves it to XState's interpreter, or nobody says what is",
    "  wanted.",
    "",
    "The W3C's tests are judged by the state that they end in, `pass` or `fail`; SCION's own after each event. Of the package only",
    "the documents are used: the packages that its own HTTP client needs are replaced by an empty one (`overrides` in",
    "package.json).",
    "",
    ...tableOf(outcomes),
    "",
    "## Failed in both",
    "",
    ...failed.map(({ name }) => `- \`${name}\`: ${reasons[name] ?? "for a reason not known"}.`),
    ...listOf(
      "Differing",
      outcomes.filter(({ verdict }) => verdict === "differing"),
    ),
    ...listOf(
      "Not converted",
      outcomes.filter(({ verdict }) => verdict === "not converted"),
    ),
    "",
    "## What the conversion adds",
    "",
    "- Executable content that can fail, branches or loops is one action, by XState's `enqueueActions`: an error ends it and",
    "  raises SCXML's error event. All other content is XState's own `raise`, `assign`, `log`, `emit`, `cancel` and `sendTo`.",
    "- A transition of a descriptor repeats those of more general descriptors that stand before it: SCXML takes the first in the",
    "  document, XState the most special.",
    "- Initial states that are several, or lie deeper than a child, are reached from a child of the converter's own.",
    "- A condition that fails is false, without an error event; `In` stands alone in a condition.",
  ];
  return `${lines.join("\n")}\n`;
}

function listOf(title: string, outcomes: readonly Outcome[]): string[] {
  if (outcomes.length === 0) return [];
  const whys = [...new Set(outcomes.map((outcome) => ("why" in outcome ? outcome.why : "")))];
  const lines = whys.map((why) => {
    const names = outcomes.filter((outcome) => "why" in outcome && outcome.why === why).map(({ name }) => `\`${name}\``);
    return `- ${why} (${names.length}): ${names.join(", ")}.`;
  });
  return ["", `## ${title}`, "", ...lines];
}

const counts = (outcomes: readonly Outcome[]): string[] =>
  verdicts.map((wanted) => String(outcomes.filter(({ verdict }) => verdict === wanted).length));

const folderOf = (name: string): string => name.slice(0, name.indexOf("/"));
