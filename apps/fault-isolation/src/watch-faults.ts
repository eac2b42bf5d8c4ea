import type { Nanoseconds, Simulation } from "@crosstalk/engine";
import type { NamedEvent } from "@crosstalk/guest-os";

/** Something that a fault did to a component, as the component told it. */
export interface Happening {
  readonly at: Nanoseconds;
  /** Path of what it happened to. */
  readonly where: string;
  readonly what: string;
}

/** Calls of a tenant that were refused. */
export interface Refusal {
  readonly tenant: string;
  readonly call: string;
  readonly answer: string;
  readonly times: number;
  /** When the first was refused. */
  readonly first: Nanoseconds;
}

/** What a fault did in a run. */
export interface Happenings {
  /** What stopped and what was written over, in order. */
  happened(): readonly Happening[];
  /** Which calls of whom were refused. */
  refused(): readonly Refusal[];
}

/** What the events of kernels and hypervisors that concern faults say, by type; undefined: nothing. */
const words: Readonly<
  Record<string, (event: Readonly<Record<string, unknown>>, machines: () => ReadonlySet<unknown>) => string | undefined>
> = {
  PANICKED: ({ cause }) => `the kernel panicked: ${cause}`,
  KILLED: ({ tenant, process }) => `the kernel ended process ${process} of ${tenant}`,
  OUT_OF_MEMORY: ({ process }) => `the kernel ended process ${process} for want of memory`,
  CORRUPTED: ({ extent, mappedBy }) =>
    `the kernel wrote over a page (extent ${extent}) mapped by ${(mappedBy as readonly string[]).join(", ") || "nobody"}`,
  CRASH: ({ to }, machines) => (machines().has(to) ? `the machine ${to} was stopped for ever` : undefined),
};

interface Described {
  readonly kind: string;
  readonly machines?: readonly { readonly name: string }[];
}

function machinesOf(simulation: Simulation): ReadonlySet<unknown> {
  const described = Object.entries(simulation.components()) as readonly (readonly [string, Described])[];
  const hypervisors = described.filter(([, { kind }]) => kind === "hypervisor");
  return new Set(hypervisors.flatMap(([path, { machines = [] }]) => machines.map(({ name }) => `${path}/${name}`)));
}

/**
 * Watches what stops and what is written over in a run, and whose calls are refused, in the run's notes, so that they are
 * saved with it. Changes nothing.
 *
 * @param simulation a run whose actors have all been added.
 */
export function watchFaults(simulation: Simulation): Happenings {
  let known: ReadonlySet<unknown> | undefined;
  const machines = () => {
    known ??= machinesOf(simulation);
    return known;
  };
  const happened = simulation.notes.keep("happened", (): Happening[] => []);
  const refused = simulation.notes.keep("refused", (): Record<string, Refusal> => ({}));
  for (const path of simulation.paths) {
    for (const [type, tell] of Object.entries(words))
      simulation.observe(path, type).subscribe((event) => {
        const what = tell(event, machines);
        if (what !== undefined) happened().push({ at: simulation.now, where: path, what });
      });
    simulation.observe(path, "NAMED").subscribe((event) => {
      const { tenant, call, outcome } = event as unknown as NamedEvent;
      if (outcome.result === "ok") return;
      const key = `${tenant} ${call.name} ${outcome.result}`;
      const before = refused()[key] ?? { tenant, call: call.name, answer: outcome.result, times: 0, first: simulation.now };
      refused()[key] = { ...before, times: before.times + 1 };
    });
  }
  return { happened, refused: () => Object.values(refused()) };
}
