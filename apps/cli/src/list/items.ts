import { experimentItems } from "./experiment-items.ts";
import type { Item } from "./item.ts";
import type { Kind } from "./kinds.ts";

/** All things of a kind, in order. What they are of is loaded only here. */
export async function itemsOf(kind: Kind): Promise<readonly Item[]> {
  if (kind === "experiments") return experimentItems();
  if (kind === "importers") {
    const { importerList } = await import("@crosstalk/experiment");
    return importerList.map(({ name, about, source }) => ({ name, about, facts: { source } }));
  }
  if (kind === "measures") {
    const { measureTable } = await import("@crosstalk/experiment-files");
    return measureTable.map(({ name, about, unit }) => ({ name, about, facts: { unit } }));
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
