import { type Act, order } from "./act.ts";
import { goOn } from "./interpret.ts";
import { mapImage } from "./memory/heap.ts";
import { createSpace } from "./memory/spaces.ts";
import { initialCredentials } from "./names/birth-and-end.ts";
import { createProcess } from "./processes.ts";
import { startThreads } from "./threads.ts";

/** A processor has booted; the first of them starts the machines that the kernel hosts, and the tenants' programs. */
export function takeBoot(act: Act): void {
  const { context, model } = act;
  context.booted.push(act.on);
  if (context.booted.length === 1) {
    context.tenants.forEach(({ weight, cap }, tenant) => {
      order(act, { type: "GROUP", group: tenant, share: cap === undefined ? { weight } : { weight, cap } });
    });
    startThreads(act);
    context.tenants.forEach(({ programs }, tenant) => {
      const credentials = initialCredentials(context, tenant);
      programs.forEach(({ name, affinity }, program) => {
        const space = createSpace(context.memory, credentials.xid);
        mapImage(context.memory, space, name, model.imagePages);
        const birth = {
          name,
          role: name,
          tenant,
          program,
          parent: null,
          pc: 0,
          space: space.id,
          borrowed: false,
          credentials,
        };
        goOn(act, createProcess(act, affinity === undefined ? birth : { ...birth, affinity }), true);
      });
    });
  }
  order(act, { type: "RETURN" });
}
