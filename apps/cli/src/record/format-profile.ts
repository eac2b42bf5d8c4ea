import type { Profile } from "@crosstalk/guest-os";

/** A profile as JSON text, with one line for each process, so that files stay small and their differences readable. */
export function formatProfile(profile: Profile): string {
  const { processes, ...head } = profile;
  const text = JSON.stringify(head, undefined, 2).replace(/\n\}$/, "");
  const lines = processes.map((process) => `    ${JSON.stringify(process)}`);
  return `${text},\n  "processes": [\n${lines.join(",\n")}\n  ]\n}\n`;
}
