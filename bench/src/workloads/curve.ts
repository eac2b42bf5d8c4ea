import type { Runtime } from "@crosstalk/engine";
import { holdEnd, makeDraws } from "../draws.ts";
import type { Figure } from "../figure.ts";
import { secondsOf } from "../stopwatch.ts";
import { holdSimulation } from "./hold.ts";

/** Cost of an event from a thousand to a million actors, each with one timer pending; on XState's, a million take more than Node's heap. */
export function curve(runtime: Runtime, quick: boolean): readonly Figure[] {
  const table = makeDraws();
  const most = quick ? 10_000 : { compiled: 1_000_000, reference: 100_000 }[runtime];
  const sizes = [1_000, 10_000, 100_000, 1_000_000].filter((actors) => actors <= most);
  const events = { compiled: 2_000_000, reference: 200_000 }[runtime] / (quick ? 20 : 1);
  return sizes.map((actors) => {
    const simulation = holdSimulation(runtime, actors, table);
    const seconds = secondsOf(() => simulation.run(holdEnd(actors, events)));
    const value = (seconds / simulation.deliveries) * 1e9;
    return { name: `curve-${actors}`, title: `${actors} actors`, unit: "ns/event", runtime, value };
  });
}
