import type { AdmissionDraft } from "@crosstalk/scheduling";
import { type Act, order, processPath } from "./act.ts";
import { processWeight } from "./constants.ts";
import type { HostedMachine, KernelInput } from "./state.ts";

/** Slots of the process table that threads of hosted machines take: the first ones, for ever. */
export function reservedSlots({ machines }: Pick<KernelInput, "machines">): number {
  return machines.reduce((sum, { threads }) => sum + threads.length, 0);
}

/** Makes the threads that are processors of hosted machines, and lets those that have software come out of reset. */
export function startThreads(act: Act): void {
  const { context } = act;
  context.slots = reservedSlots(context);
  context.processes = Array.from({ length: context.slots }, () => null);
  for (const machine of context.machines) startMachine(act, machine);
}

function startMachine(act: Act, { tenant, software, threads, vectors, rewriting }: HostedMachine): void {
  const weight = processWeight(act.context.tenants[tenant]?.weight);
  threads.forEach((entity, index) => {
    const mirror = processPath(act.context.path, entity);
    act.out.push({ type: "engine.spawn", factory: `${act.context.path}/process`, path: mirror, input: {} });
    if (software === "") return;
    const admission: AdmissionDraft = {
      entity,
      client: software,
      index,
      virtual: true,
      group: tenant,
      share: { weight },
      mirror,
    };
    if (rewriting !== null) admission.rewriting = rewriting;
    order(act, { type: "ADMIT", admission });
    order(act, { type: "INJECT", entity, vector: "reset" });
  });
  if (software !== "") for (const vector of vectors) order(act, { type: "PASS_THROUGH", vector, entity: threads[0] });
}
