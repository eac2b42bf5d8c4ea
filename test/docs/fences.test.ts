import { expect, it } from "vitest";
import { snippets } from "./fences.ts";

const document = `
# Title

\`\`\`sh
npm start
\`\`\`

\`\`\`ts
console.log(1);

console.log(2);
\`\`\`

\`\`\`text
1
2
\`\`\`

\`\`\`ts
console.log(3);
\`\`\`
But:
\`\`\`text
not its output
\`\`\`
\`\`\`\`md
\`\`\`ts
not a snippet, but an example of Markdown
\`\`\`
\`\`\`\`
`;

it("finds the TypeScript snippets of a document, where they stand, and what they print", () => {
  expect(snippets(document)).toEqual([
    { line: 9, code: "console.log(1);\n\nconsole.log(2);", output: "1\n2" },
    { line: 20, code: "console.log(3);", output: undefined },
  ]);
});
