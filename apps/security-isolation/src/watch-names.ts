import type { Simulation } from "@crosstalk/engine";
import type { NamedEvent } from "@crosstalk/guest-os";

/**
 * Watches what calls that name something come to, in all kernels of a run: the prober's own that succeeded or told it of
 * what others own, and those of others that failed. Each kind of outcome is kept once, in the run's notes.
 *
 * @param simulation a run whose actors have all been added.
 * @param prober name of the tenant that probes.
 */
export function watchNames(simulation: Simulation, prober: string): () => readonly NamedEvent[] {
  const kept = simulation.notes.keep("named", (): Record<string, NamedEvent> => ({}));
  const keep = (event: NamedEvent): void => {
    const { tenant, call, outcome } = event;
    const found = outcome.found.filter((each) => each.tenant !== tenant);
    const tells = tenant === prober ? found.length > 0 || outcome.result === "ok" : outcome.result !== "ok";
    if (!tells) return;
    const type = "type" in call ? call.type : "";
    const key = JSON.stringify([tenant, call.name, type, "signal" in call && call.signal !== 0, outcome.result, found]);
    kept()[key] ??= { ...event, outcome: { ...outcome, found } };
  };
  for (const path of simulation.paths) {
    simulation.observe(path, "NAMED").subscribe((event) => keep(event as unknown as NamedEvent));
  }
  return () => Object.values(kept());
}
