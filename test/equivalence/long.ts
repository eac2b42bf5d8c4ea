import { campaign, featureTable } from "./campaign.ts";
import { describeDifference, smallest } from "./compare.ts";
import { reference } from "./runtime.ts";

/**
 * The long comparison: `npm run test:long -- [cases] [seed]`. Prints its seed, how often each feature occurred, and each
 * difference with the smallest machine that shows it; exit code 1 if there is one.
 */
const [cases = 10_000, seed = 1] = process.argv.slice(2).map(Number);

// XState warns of what random machines do on purpose.
console.warn = () => undefined;

const result = campaign(reference, seed, cases, 10);
console.log(featureTable(result));
console.log(`seed ${seed}: ${result.cases} cases, ${result.differences.length} differences`);
for (const difference of result.differences) console.log(`\n${describeDifference(smallest(difference, reference))}`);
if (result.differences.length > 0) process.exitCode = 1;
