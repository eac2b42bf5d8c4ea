import { defineConfig } from "vitest/config";

const source = { resolve: { conditions: ["@crosstalk/source"] }, ssr: { resolve: { conditions: ["@crosstalk/source"] } } };
const packages = ["engine", "scheduling", "hardware", "guest-os", "hypervisor", "metrics", "platforms", "experiment"];
const apps = ["cli", "cpu-crosstalk"];

export default defineConfig({
  ...source,
  test: {
    passWithNoTests: true,
    projects: [
      ...packages.map((name) => ({ ...source, test: { name, root: `packages/${name}`, include: ["src/**/*.test.ts"], testTimeout: 60_000 } })),
      ...apps.map((name) => ({ ...source, test: { name, root: `apps/${name}`, include: ["src/**/*.test.ts"], testTimeout: 60_000 } })),
      { ...source, test: { name: "test", root: "test", include: ["**/*.test.ts"], testTimeout: 120_000 } },
    ],
  },
});
