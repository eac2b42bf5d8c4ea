import { type Nanoseconds, seconds, toSeconds } from "@crosstalk/engine";
import { defineExperiment, level, type Measure } from "@crosstalk/experiment";
import { dualXeon2003 } from "@crosstalk/hardware";
import { type Mark, watchMark } from "@crosstalk/metrics";
import { plainLinux, type RunningProgram, userModeLinux, workstation32, xen2003 } from "@crosstalk/platforms";
import { roleOf } from "./fitted-rows.ts";
import { publishedTime } from "./published.ts";
import { allRows } from "./rows/all-rows.ts";
import { beginOf, endOf, type Row } from "./rows/row.ts";

/** One row's program on one platform. */
interface RowWorld {
  readonly platform: string;
  readonly row: Row;
  readonly program: RunningProgram;
  readonly marks: ReadonlyMap<string, Mark<null>>;
}

/**
 * lmbench's micro-benchmarks as in Barham et al., SOSP 2003, Tables 3 to 5: each program alone on one processor of the
 * paper's host, as a process of Linux, in a domain of Xen, in a VM of VMware Workstation 3.2 and of User-Mode Linux, beside
 * what was published.
 *
 * Model notes: the guests' Linux has 100 ticks a second on all, as 2.4 had. Nothing is drawn at random.
 */
export const barham2003 = defineExperiment({
  name: "barham-2003",
  about: "How near the simulator comes to lmbench on Linux, Xen, VMware Workstation and UML in 2003",
  factors: {
    row: allRows,
    platform: [
      level("linux", { name: "linux", platform: plainLinux({ hz: 100 }) }),
      level("xen", { name: "xen", platform: xen2003() }),
      level("workstation-3.2", { name: "workstation-3.2", platform: workstation32() }),
      level("user-mode-linux", { name: "user-mode-linux", platform: userModeLinux() }),
    ],
  },
  world({ simulation, host }, { row, platform }): RowWorld {
    const system = platform.platform.boot(simulation, host("host", dualXeon2003, { processors: 1 }));
    const program = system.tenant("lmbench").run(row.program);
    const names = row.sections.flatMap((section) => [beginOf(section), endOf(section)]);
    const marks = new Map(names.map((name) => [name, watchMark(simulation, name, () => null)]));
    return { platform: platform.name, row, program, marks };
  },
  until: ({ program }) => program.ended() !== undefined,
  most: seconds(60),
  replications: 1,
  measures: {
    simulated: { unit: "us", about: "what the simulator says", of: simulatedTime },
    published: { unit: "us", about: "what was published", of: publishedOf },
    logRatio: { unit: "1", about: "logarithm of simulated ÷ published", of: (world) => Math.log(ratioOf(world)) },
    error: { unit: "%", about: "simulated against published", of: (world) => 100 * (ratioOf(world) - 1) },
    fitted: {
      unit: "1",
      about: "1 if constants were set from this row, 0 if it is predicted",
      of: ({ platform, row }) => (roleOf(platform, row.name) === "fitted" ? 1 : 0),
    } satisfies Measure<RowWorld>,
  },
  derived: {
    "toNative.simulated": {
      unit: "1",
      about: "simulated time on the platform ÷ on Linux",
      of({ values }, sibling) {
        const native = sibling({ platform: "linux" })?.values.simulated;
        return native === undefined || values.simulated === undefined ? undefined : values.simulated / native;
      },
    },
    "toNative.published": {
      unit: "1",
      about: "published time on the platform ÷ on Linux",
      of({ values }, sibling) {
        const native = sibling({ platform: "linux" })?.values.published;
        return native === undefined || values.published === undefined ? undefined : values.published / native;
      },
    },
  },
  summary: ["published", "simulated", "logRatio", "error", "fitted"],
});

/** Microseconds of a row, simulated. */
function simulatedTime({ row, marks }: RowWorld): number {
  return toMicroseconds(row.time((section) => instant(marks, endOf(section)) - instant(marks, beginOf(section))));
}

function publishedOf({ platform, row }: RowWorld): number {
  return publishedTime(platform, row.name);
}

function ratioOf(world: RowWorld): number {
  return simulatedTime(world) / publishedOf(world);
}

function toMicroseconds(time: Nanoseconds): number {
  return toSeconds(time) * 1e6;
}

function instant(marks: RowWorld["marks"], name: string): Nanoseconds {
  const at = marks.get(name)?.at();
  if (at === undefined) throw new Error(`the program has not reached the mark "${name}"`);
  return at;
}
