import { formatTime } from "@crosstalk/engine";
import { type Experiment, whatIfProblems } from "@crosstalk/experiment";
import { fieldsOf, tenantsWithClients } from "./check-names.ts";
import type { Problem } from "./document/problem.ts";
import { allowed } from "./document/shape-problems.ts";
import { time } from "./schema/quantity.ts";

/** Virtual time after which a run has failed, unless a file says otherwise. */
const HOUR = 3_600_000_000_000;

/** What is wrong with a file's warm-up and what-ifs as far as other fields tell it. */
export function warmUpProblems(raw: Readonly<Record<string, unknown>>): Problem[] {
  const { warmUp, whatIf } = raw;
  const instant = time.safeParse(warmUp).data;
  const forked =
    whatIf === undefined || instant !== undefined || (warmUp !== undefined && warmUp !== "auto")
      ? []
      : [allowed(["whatIf"], whatIf, "only with a time of warmUp, at which runs fork")];
  if (warmUp === "auto" && tenantsWithClients(fieldsOf(raw.tenants)).length === 0)
    return [...forked, allowed(["warmUp"], warmUp, "a time, for auto goes by response times and no tenant has clients")];
  const end = Math.min(...[raw.until, raw.most].map((field) => time.safeParse(field).data ?? HOUR));
  if (instant === undefined || instant < end) return forked;
  return [...forked, allowed(["warmUp"], warmUp, `a time below ${formatTime(end)}, when a run ends at the latest`)];
}

/** What is wrong with levels of what-ifs, as composing their worlds tells. */
export function forkProblems(experiment: Experiment): Problem[] {
  return whatIfProblems(experiment).map((message) => ({ path: ["whatIf"], message: `can't be forked: ${message}` }));
}
