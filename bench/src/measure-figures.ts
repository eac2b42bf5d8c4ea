/** Measures what is ours alone in this process: `measure-figures.js SECTION RUNTIME quick|full`; prints JSON. */

import type { Runtime } from "@crosstalk/engine";
import type { Figure } from "./figure.ts";
import type { FigureSection } from "./sections.ts";

type Measure = (runtime: Runtime, quick: boolean) => readonly Figure[];

const measures: Readonly<Record<FigureSection, () => Promise<Measure>>> = {
  creation: async () => (await import("./workloads/creation.ts")).creation,
  stopping: async () => (await import("./workloads/stopping.ts")).stopping,
  curve: async () => (await import("./workloads/curve.ts")).curve,
  kernels: async () => (await import("./workloads/kernels.ts")).kernels,
  whole: async () => (await import("./workloads/whole.ts")).whole,
};

const [section = "", runtime = "", size = ""] = process.argv.slice(2);
const measure = await measures[section as FigureSection]();
console.log(JSON.stringify(measure(runtime as Runtime, size === "quick")));
