import { type Act, order } from "./act.ts";
import { goOn } from "./interpret.ts";
import { mapImage } from "./memory/heap.ts";
import { createSpace } from "./memory/spaces.ts";
import { initialCredentials } from "./names/birth-and-end.ts";
import { createProcess } from "./processes.ts";
import { KERNELS_OWN } from "./state.ts";
import { startThreads } from "./threads.ts";

/** The balloon driver's name in the process table: VMware's. Recalled. */
const DRIVER = "vmmemctl";

/**
 * Starts the balloon driver where the machine lends one, as a process of the first tenant: one that has no image, for it
 * is a thread of the kernel.
 */
function startBalloonDriver(act: Act): void {
  const { context, model } = act;
  if (model.balloonDriver === undefined || context.tenants.length === 0) return;
  const space = createSpace(context.memory).id;
  const credentials = initialCredentials(context, 0);
  const birth = {
    name: DRIVER,
    role: DRIVER,
    tenant: 0,
    program: KERNELS_OWN,
    parent: null,
    pc: 0,
    space,
    borrowed: false,
    credentials,
  };
  goOn(act, createProcess(act, birth), true);
}

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
          affinity,
          credentials,
        };
        goOn(act, createProcess(act, birth), true);
      });
    });
    startBalloonDriver(act);
  }
  order(act, { type: "RETURN" });
}
