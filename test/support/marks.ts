import type { Simulation } from "@crosstalk/engine";

/** When programs of a kernel reached a point named by `mark`, in order; filled while the simulation runs. */
export function marksOf(simulation: Simulation, kernel: string, name: string): readonly number[] {
  const times: number[] = [];
  simulation.observe(kernel, "MARK").subscribe((event) => {
    if (event.name === name) times.push(simulation.now);
  });
  return times;
}
