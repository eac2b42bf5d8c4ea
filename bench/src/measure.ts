/** Measures one contender on one workload in this process: `measure.js CONTENDER WORKLOAD PENDING COUNT TABLE`; prints JSON. */
import { readDraws } from "./draws.ts";
import type { WorkloadName } from "./outcome.ts";
import { programs } from "./programs.ts";

const [contender = "", workload = "", pending = "", count = "", table = ""] = process.argv.slice(2);
const program = (await programs[contender]?.())?.[workload as WorkloadName];
if (program === undefined) throw new RangeError(`contender ${contender} has no workload ${workload}`);
const outcome = await program({ pending: Number(pending), count: Number(count) }, readDraws(table));
console.log(JSON.stringify(outcome));
