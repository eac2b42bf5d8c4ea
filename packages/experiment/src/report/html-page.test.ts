import { describe, expect, it } from "vitest";
import { htmlPage } from "./html-page.ts";

const page = htmlPage(
  {
    title: "A & B",
    text: "",
    sections: [
      { heading: "First", paragraphs: ["1 < 2"], figures: [{ svg: '<svg id="drawn"></svg>', caption: "what it shows" }] },
      { heading: "Verdicts", list: [{ text: "one", holds: true }, { text: "two", holds: false }, { text: "three" }] },
      {
        heading: "Numbers",
        folded: true,
        tables: [
          { caption: "c", columns: [{ title: "a" }, { title: "n", align: "right", about: 'the "n"' }], rows: [["x<y", "1"]] },
        ],
      },
      {
        heading: "Followed",
        id: "followed-1.0",
        commands: ["run --seed 1 > /dev/null"],
        tables: [
          {
            columns: [{ title: "n" }],
            rows: [
              [
                { text: "2 < 3", to: "followed-1.0" },
                { text: "4", to: "nowhere" },
              ],
            ],
          },
        ],
      },
    ],
  },
  ["Made by me."],
);

describe("a report's page", () => {
  it("needs nothing but itself: nothing is loaded, and the only script is its own", () => {
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/<link|<img|src=|url\(http|https?:/);
  });

  it("shows texts as they are, and drawings as drawings", () => {
    expect(page).toContain("<h1>A &amp; B</h1>");
    expect(page).toContain("<p>1 &lt; 2</p>");
    expect(page).toContain("<td>x&lt;y</td>");
    expect(page).toContain('title="the &quot;n&quot;"');
    expect(page).toContain('<svg id="drawn"></svg>');
  });

  it("says of each verdict whether it holds, in words too, and nothing of what is no verdict", () => {
    const entries = page.match(/<li.*<\/li>/g) ?? [];
    expect(entries.map((entry) => entry.replace(/<[^>]*>/g, "").trim())).toEqual(["✓ holds one", "✗ doesn’t hold two", "three"]);
  });

  it("folds what only some readers want to see", () => {
    expect(page).toMatch(/<details>\s*<summary>Numbers<\/summary>[\s\S]*<\/details>/);
    expect(page.match(/<section>/g)).toHaveLength(2);
  });

  it("leads from cells to sections that are on the page, and shows commands as they are typed", () => {
    expect(page).toContain('<section id="followed-1.0">');
    expect(page).toContain('<td><a href="#followed-1.0">2 &lt; 3</a></td><td>4</td>');
    expect(page).toContain("<pre>run --seed 1 &gt; /dev/null</pre>");
  });
});
