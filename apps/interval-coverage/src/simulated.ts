import { NEVER, Simulation } from "@crosstalk/engine";
import { drawsOf } from "./draws.ts";
import { type QueueRun, SERVICE } from "./queue.ts";
import { type Leave, server } from "./server.ts";
import { source } from "./source.ts";

/** The system as two statecharts in a simulation. */
export const bySimulation: QueueRun = (queue, seed, customers, each) => {
  const simulation = new Simulation({ seed });
  const workAtStart = drawsOf(queue, (name) => simulation.random(name)).workAtStart();
  simulation.actor("source", source, { utilization: queue.utilization });
  simulation.actor("server", server, { utilization: queue.utilization, workAtStart });
  let left = 0;
  simulation.observe("server", "LEAVE").subscribe((event) => {
    each((event as unknown as Leave).timeInSystem / SERVICE);
    left += 1;
    if (left === customers) simulation.stop();
  });
  simulation.run(NEVER);
};
