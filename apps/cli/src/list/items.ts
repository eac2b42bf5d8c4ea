import { experimentItems } from "./experiment-items.ts";
import type { Item } from "./item.ts";
import type { Kind } from "./kinds.ts";

/** All things of a kind, in order. What they are of is loaded only here. */
export async function itemsOf(kind: Kind): Promise<readonly Item[]> {
  if (kind === "experiments") return experimentItems();
  if (kind === "importers") {
    const { importerList } = await import("@crosstalk/experiment");
    const skipping = { name: "--skip-broken", default: "refused", about: "broken lines, each of which is told of" };
    return importerList.map(({ name, about, source }) => ({ name, about, facts: { source }, parameters: [skipping] }));
  }
  if (kind === "measures") {
    const { measureParameters, measureTable } = await import("@crosstalk/experiment-files");
    return measureTable.map((measure) => {
      const { name, about, unit } = measure;
      return { name, about, facts: { unit }, parameters: measureParameters(measure) };
    });
  }
  if (kind === "platforms" || kind === "hosts") {
    const { hostItems, platformItems } = await import("./model-items.ts");
    return kind === "platforms" ? platformItems() : hostItems();
  }
  if (kind === "constants") {
    const { constantItems } = await import("./constant-items.ts");
    return constantItems();
  }
  if (kind === "programs") {
    const { workloadCatalogue } = await import("@crosstalk/workloads");
    const evidence = new Map(workloadCatalogue.map((workload) => [workload.name, workload.evidence]));
    const { names } = await import("@crosstalk/validation");
    return names.programs.map((program) => ({
      ...program,
      facts: { evidence: evidence.get(program.name) ?? "counted in the model's own kernel" },
    }));
  }
  const { names } = await import("@crosstalk/validation");
  return names[kind];
}
