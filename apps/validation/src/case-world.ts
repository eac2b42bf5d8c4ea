import { type Nanoseconds, type Simulation, toSeconds } from "@crosstalk/engine";
import type { WorldBuilder } from "@crosstalk/experiment";
import { watchMark } from "@crosstalk/metrics";
import type { RunningProgram, Tenant } from "@crosstalk/platforms";
import type { TimedSections, Workload } from "@crosstalk/workloads";
import type { Case } from "./case.ts";
import { kernelOperationTime } from "./kernel-operation-time.ts";
import { antagonistNamed, hostNamed, platformNamed, programNamed } from "./names.ts";

/** Pages of the host that are left to the system: 256 MiB, as much as Xen's control domain has. */
const SYSTEM_PAGES = 65_536;

/** Most pages of a tenant: 256 MiB. If the host has less for all, each has as much as the others. */
const MOST_PAGES = 65_536;

/** What is looked at while a case runs, and when it has ended. */
export interface CaseWorld {
  ended(): boolean;
  /** Seconds of the program, or of one operation: the mean of those measured. */
  time(): number | undefined;
  /** Programs, or operations, in a second: the sum over those measured. */
  rate(): number | undefined;
  /** Per cent of the tenants' processor time that the first has had. */
  share(): number | undefined;
}

/** Composes the world of a case. Its names are known to be right. */
export function caseWorld(builder: WorldBuilder, one: Case): CaseWorld {
  const host = found(hostNamed(one.host));
  const measured = found(programNamed(one.program));
  if ("operation" in measured) {
    const seconds = kernelOperationTime(host, one.platform, measured.operation.operation);
    return { ended: () => true, time: () => seconds, rate: () => 1 / seconds, share: () => undefined };
  }
  const system = found(platformNamed(one.platform)).boot(builder.simulation, builder.host("host", host, { processors: 1 }));
  const { vms = 1, weights = [], antagonist, within = false } = one.parameters;
  const besides = antagonist !== undefined && !within ? 1 : 0;
  const pages = Math.min(MOST_PAGES, Math.floor((host.pages - SYSTEM_PAGES) / (vms + besides)));
  const tenants = Array.from({ length: vms }, (_, number) =>
    system.tenant(`vm${number}`, { pages, ...(weights[number] === undefined ? {} : { weight: weights[number] }) }),
  );
  const { workload } = measured;
  const program = workload.program();
  const all = tenants.map((tenant) => tenant.run(program));
  const programs = within ? all.slice(0, 1) : all;
  if (antagonist !== undefined) {
    const beside = within ? found(tenants[0]) : system.tenant("antagonist", { pages });
    beside.run(found(antagonistNamed(antagonist)).program(), "antagonist");
  }
  return looking(builder.simulation, one, workload, programs, tenants);
}

function looking(
  simulation: Simulation,
  one: Case,
  workload: Workload,
  programs: readonly RunningProgram[],
  tenants: readonly Tenant[],
): CaseWorld {
  const sections = workload.timed === undefined ? undefined : sectionTime(simulation, workload.timed);
  const times = () => (sections === undefined ? programs.flatMap(wholeTime) : [toSeconds(sections())]);
  const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);
  const ended = (program: RunningProgram) => program.ended() !== undefined;
  const complete = () => programs.every(ended);
  return {
    ended: () => (one.until === "first" ? programs.some(ended) : complete()),
    time: () => (complete() && times().length > 0 ? sumOf(times()) / times().length : undefined),
    rate: () => (complete() ? sumOf(times().map((time) => 1 / time)) : undefined),
    share() {
      const had = tenants.map((tenant) => sumOf(Object.values(tenant.time())));
      return (100 * (had[0] ?? 0)) / sumOf(had);
    },
  };
}

/** Seconds of a program from when it first held a processor; none if it was killed, for then it did not do its work. */
function wholeTime(program: RunningProgram): readonly number[] {
  const began = program.began();
  const ended = program.ended();
  if (began === undefined || ended === undefined || program.killed()) return [];
  return [toSeconds(ended - began)];
}

function sectionTime(simulation: Simulation, { sections, time }: TimedSections): () => Nanoseconds {
  const mark = (name: string) => watchMark(simulation, name, () => null);
  const marks = new Map(sections.map(({ name, begin, end }) => [name, { begin: mark(begin), end: mark(end) }]));
  return () =>
    time((section) => {
      const { begin, end } = found(marks.get(section));
      return found(end.at()) - found(begin.at());
    });
}

function found<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error("a case names what is not there, or its program has not come to its end");
  return value;
}
