import type { Runtime } from "@crosstalk/engine";

/** What runs the statecharts: our compiled runtime, and XState's interpreter inside our simulation. */
export const runtimes: readonly Runtime[] = ["compiled", "reference"];
