/** What the chapter calls a system by how it keeps tenants apart. */
export type Family = "traditional" | "containers" | "hypervisor" | "hosted" | "other";

const families: Readonly<Record<Exclude<Family, "other">, readonly string[]>> = {
  traditional: ["linux", "linux-eevdf", "chroot"],
  containers: ["linux-vserver"],
  hypervisor: ["xen-2003", "xen-3.0.4", "xen-4.2", "esx-2", "vtx-2006"],
  hosted: ["user-mode-linux", "workstation-3.2", "linux-threads", "linux-threads-eevdf"],
};

/** The family of a platform; one that is not known by name is of none. Used for colours and for which claims of
 * the chapter speak of it, never for numbers. */
export function familyOf(platform: string): Family {
  const found = Object.entries(families).find(([, names]) => names.includes(platform));
  return (found?.[0] as Family | undefined) ?? "other";
}

/** How a family is called in figures. */
export const familyNames: Readonly<Record<Family, string>> = {
  traditional: "traditional operating system",
  containers: "containers",
  hypervisor: "hypervisor",
  hosted: "hosted virtual machines",
  other: "other",
};
