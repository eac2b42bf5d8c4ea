import { type Act, order } from "./act.ts";
import { goOn } from "./interpret.ts";
import { createProcess } from "./processes.ts";

/** A processor has booted; the first of them starts the tenants' programs. */
export function takeBoot(act: Act): void {
  const { context, model } = act;
  context.booted.push(act.on);
  if (context.booted.length === 1) {
    context.tenants.forEach(({ weight, cap, programs }, tenant) => {
      order(act, { type: "GROUP", group: tenant, share: cap === undefined ? { weight } : { weight, cap } });
      programs.forEach(({ name, affinity }, program) => {
        const birth = { name, tenant, program, parent: null, pc: 0, pages: model.imagePages, borrowed: false };
        goOn(act, createProcess(act, affinity === undefined ? birth : { ...birth, affinity }));
      });
    });
  }
  order(act, { type: "RETURN" });
}
