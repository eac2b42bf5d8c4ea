import type { Act } from "../act.ts";
import type { ProcessEntry } from "../state.ts";
import { makes } from "./checks.ts";
import { HOST_CONTEXT, isContext } from "./credentials.ts";
import { failed, type Outcome, succeeded } from "./outcome.ts";
import { processReference, visibleProcess } from "./visibility.ts";

/**
 * Load average and free memory, as /proc/loadavg and /proc/meminfo show them: sums over all tenants of the kernel, so
 * they tell of each of them; within a context that shows them as its own, over its tenants. Simplified: which tenants a
 * counter tells of is looked up, not its value.
 */
export function usage({ context }: Act, { tenant, credentials }: ProcessEntry, of: "load" | "memory"): Outcome {
  const confinement = context.tenants[tenant]?.confinement;
  const own =
    isContext(confinement) && confinement.ownUsage === true && credentials.xid !== HOST_CONTEXT && makes(context, "context");
  const counted = context.tenants.filter(
    (each) => !own || (isContext(each.confinement) && each.confinement.id === credentials.xid),
  );
  return succeeded(counted.map(({ name }) => ({ kind: "counter", tenant: name, name: of })));
}

/** Times that a process has run: /proc/<pid>/stat, readable by all who can name the process. */
export function processUsage(act: Act, caller: ProcessEntry, pid: number): Outcome {
  const process = visibleProcess(act, caller, pid);
  if (process === undefined) return failed("ENOENT");
  const { tenant, name } = processReference(act, process);
  return succeeded([processReference(act, process), { kind: "counter", tenant, name: `time of ${name}` }]);
}
