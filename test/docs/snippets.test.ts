import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { snippets } from "./fences.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = join(root, ".cache/docs");

const found = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .toSorted()
  .flatMap((name) =>
    snippets(readFileSync(join(root, "docs", name), "utf8")).map(({ line, code, output }) => ({
      where: `docs/${name}, line ${line}`,
      file: join(folder, `${name.replace(".md", "")}-${line}.ts`),
      code,
      output,
    })),
  );

const configuration = {
  extends: "../../tsconfig.tests.json",
  compilerOptions: {
    composite: false,
    incremental: false,
    emitDeclarationOnly: false,
    declaration: false,
    noEmit: true,
    rootDir: "../..",
  },
  include: ["*.ts"],
  references: [],
};

describe("snippets of the guides", () => {
  beforeAll(() => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const { file, code } of found) writeFileSync(file, `${code}\nexport {};\n`);
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(configuration));
  });

  it("type-check", { timeout: 300_000 }, () => {
    const { stdout, status } = spawnSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", folder], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stdout).toBe("");
    expect(status).toBe(0);
  });

  it.each(found)("print what they say: $where", { timeout: 300_000 }, ({ file, output }) => {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ["--import", "tsx", "--conditions", "@crosstalk/source", file],
      {
        cwd: root,
        encoding: "utf8",
        env: { ...process.env, NO_COLOR: "1" },
      },
    );
    expect(status, stderr).toBe(0);
    if (output !== undefined) expect(stdout.trimEnd()).toBe(output);
  });
});
