import { defineConfig } from "vitest/config";

const packages = ["engine", "scheduling", "hardware", "guest-os", "hypervisor", "metrics", "platforms", "experiment"];
const apps = [
  "cli",
  "cpu-crosstalk",
  "experiment-files",
  "barham-2003",
  "workloads",
  "efficiency",
  "resource-isolation",
  "fault-isolation",
  "security-isolation",
  "page-sharing",
  "web-latency",
  "isolation-efficiency",
  "validation",
  "interval-coverage",
];
const report = process.env.CROSSTALK_TEST_REPORT;

/** Workspace packages resolve to their sources, so that nothing needs building before tests. */
const conditions = ["@crosstalk/source"];

const project = (name: string, root: string, include: string, testTimeout: number) => ({
  extends: true as const,
  test: { name, root, include: [include], testTimeout, hookTimeout: testTimeout },
});

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: report ? ["default", "json"] : ["default"],
    ...(report ? { outputFile: { json: report } } : {}),
    // Tests are bound by processors: all of them are used (by default one is left free, which halves a machine of two).
    maxWorkers: "100%",
    projects: [
      ...packages.map((name) => project(name, `packages/${name}`, "src/**/*.test.ts", 60_000)),
      ...apps.map((name) => project(name, `apps/${name}`, "src/**/*.test.ts", 60_000)),
      // Only that the workloads of the bench give the right answers: it measures by `npm run bench`.
      project("bench", "bench", "src/**/*.test.ts", 60_000),
      // Platforms and tests of one's own, as docs/your-own-hypervisor.md tells.
      project("yours", ".", "yours/**/*.test.ts", 60_000),
      project("test", "test", "**/*.test.ts", 120_000),
    ],
  },
});
