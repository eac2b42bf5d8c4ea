import type { Nanoseconds, Simulation } from "@crosstalk/engine";

/** Whether and when a program said that it had reached a point, and what was noted at that instant. */
export interface Mark<Note> {
  /** The instant at which the point was first reached; undefined before. */
  at(): Nanoseconds | undefined;
  /** What was noted then; undefined before. */
  note(): Note | undefined;
}

/**
 * Watches for a point that programs reach by the operation `mark`, in whichever kernel they run.
 *
 * What it has seen is kept in the run's notes, so that a restored or forked run knows it, too.
 *
 * @param simulation a run whose actors have all been added.
 * @param name the mark's name, unique in the run.
 * @param take what to note when the point is first reached, in the kernel under that path: a JSON value; must not change the run.
 */
export function watchMark<Note>(simulation: Simulation, name: string, take: (kernel: string) => Note): Mark<Note> {
  const key = `mark ${name}`;
  const reached = (): { readonly at: Nanoseconds; readonly note: Note } | undefined => simulation.notes.get(key) as never;
  for (const path of simulation.paths) {
    simulation.observe(path, "MARK").subscribe((event) => {
      if (event.name === name && reached() === undefined) simulation.notes.set(key, { at: simulation.now, note: take(path) });
    });
  }
  return { at: () => reached()?.at, note: () => reached()?.note };
}
