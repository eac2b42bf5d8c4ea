/** The packages of ours that each package may import. Nothing else, in either direction. */
export const importTable: Readonly<Record<string, readonly string[]>> = {
  engine: [],
  scheduling: ["engine"],
  hardware: ["engine"],
  "guest-os": ["engine", "hardware", "scheduling"],
  hypervisor: ["engine", "hardware", "scheduling"],
  metrics: ["engine"],
  platforms: ["engine", "scheduling", "hardware", "guest-os", "hypervisor", "metrics"],
  experiment: ["engine", "scheduling", "hardware", "guest-os", "hypervisor", "metrics", "platforms"],
};

/** The npm scope of our workspaces. */
export const scope = "@crosstalk/";
