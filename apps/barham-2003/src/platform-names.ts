/** Platforms that the rows are compared on, by the names of their levels, and the paper's columns. */
export const columns = {
  linux: "Linux-UP",
  xen: "Xen",
  "workstation-3.2": "VMware Workstation 3.2",
  "user-mode-linux": "UML",
} as const;

/** Name of a platform that the rows are compared on. */
export type PlatformName = keyof typeof columns;

/** All of these names, in the paper's order. */
export const platformNames = Object.keys(columns) as readonly PlatformName[];
