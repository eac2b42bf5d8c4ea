import type { Profile } from "@crosstalk/guest-os";

const seconds = (nanoseconds: number): string => `${(nanoseconds / 1e9).toFixed(3)} s`;
const mebibytes = (bytes: number): string => `${(bytes / 1_048_576).toFixed(1)} MiB`;
const percent = (part: number, whole: number): string => (whole > 0 ? `${((100 * part) / whole).toFixed(1)} %` : "-");

/** Columns of text, the first one to the left and the others to the right, two blanks apart. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const cell = (text: string, column: number): string =>
    column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}

/** How many times longer the command took while traced. */
export function slowdownOfTracing({ tracing }: Profile): number {
  const untraced = Math.min(...tracing.untraced.map((pass) => pass.wallNanoseconds));
  return untraced > 0 ? tracing.traced.wallNanoseconds / untraced : 1;
}

/** What a profile holds, for people: its totals, its system calls by class, and how much tracing disturbed it. */
export function summarizeProfile(profile: Profile): string {
  const { totals, tracing, machine } = profile;
  const facts = [
    ["elapsed", seconds(totals.wallNanoseconds)],
    ["user", seconds(totals.userNanoseconds)],
    ["system", seconds(totals.systemNanoseconds)],
    ["processes", `${profile.processes.length}`],
    ["forks, threads, execs", `${totals.forks}, ${totals.threads}, ${totals.execs}`],
    ["page faults, minor and major", `${totals.pageFaults.minor}, ${totals.pageFaults.major}`],
    ["switches, voluntary and not", `${totals.contextSwitches.voluntary}, ${totals.contextSwitches.involuntary}`],
    ["peak memory", mebibytes(totals.peakMemoryBytes)],
    ["read", `${mebibytes(totals.read.bytes)} in ${totals.read.requests}`],
    ["written", `${mebibytes(totals.written.bytes)} in ${totals.written.requests}`],
    ["hypervisor, time stolen", `${machine.hypervisor ?? "none"}, ${(100 * machine.stealFraction).toFixed(2)} %`],
  ];
  const classes = Object.entries(totals.systemCalls)
    .sort(([, one], [, other]) => other.calls - one.calls)
    .map(([name, { calls, failed, tracedNanoseconds, systemNanoseconds }]) => [
      name,
      `${calls}`,
      `${failed}`,
      seconds(tracedNanoseconds),
      percent(systemNanoseconds, totals.systemNanoseconds),
    ]);
  const faults = [
    "(page faults)",
    `${totals.pageFaults.minor}`,
    "",
    "",
    percent(totals.pageFaults.systemNanoseconds, totals.systemNanoseconds),
  ];
  const header = ["system calls", "calls", "failed", "traced time", "of system"];
  const { traced } = tracing;
  const disturbance =
    `tracing made it ${slowdownOfTracing(profile).toFixed(2)} times as long: traced ${seconds(traced.wallNanoseconds)} elapsed,` +
    ` ${seconds(traced.userNanoseconds)} user, ${seconds(traced.systemNanoseconds)} system`;
  return `${table(facts)}\n\n${table([header, ...classes, faults])}\n\n${disturbance}\n`;
}
