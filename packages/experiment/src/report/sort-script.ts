/**
 * The script of a page: a click on a column's title sorts its table by that column, another click the other way round.
 * Numbers (a mean with its interval counts as the mean) go by size, all else by the alphabet; cells without a number are
 * last. Without scripts, tables are as they are.
 */
export const sortScript = `
for (const table of document.querySelectorAll(".wide:not(.printed) > table")) {
  const body = table.tBodies[0];
  if (body.rows.length < 2) continue;
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keyed = [...body.rows].map((row) => ({ row, text: row.cells[column].textContent.trim() }));
      const numeric = keyed.every(({ text }) => /^-?[\\d.]/.test(text) || /^[-–]?$/.test(text));
      const number = (text) => (/\\d/.test(text) ? Number.parseFloat(text) : Number.NaN);
      keyed.sort((a, b) => {
        if (!numeric) return (down ? -1 : 1) * a.text.localeCompare(b.text, "en", { numeric: true });
        const [x, y] = [number(a.text), number(b.text)];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number(Number.isNaN(x)) - Number(Number.isNaN(y));
        return (down ? -1 : 1) * (x - y);
      });
      body.append(...keyed.map(({ row }) => row));
    });
  });
}
`;
