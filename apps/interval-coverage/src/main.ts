#!/usr/bin/env node
import { studied, verdictOn } from "./bounds.ts";
import { coverageTable } from "./coverage-table.ts";
import { type CoverageOptions, coverageOptions, usage } from "./options.ts";
import { byRecursion } from "./recursion.ts";
import { bySimulation } from "./simulated.ts";
import { studyCoverage } from "./study.ts";

const BAD_USAGE = 2;

try {
  const options = coverageOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(usage);
  else process.exitCode = study(options);
} catch (error) {
  const { name, message } = error instanceof Error ? error : { name: "", message: String(error) };
  for (const line of message.split("\n")) process.stderr.write(`coverage: ${line}\n`);
  process.exitCode = name === "UsageError" ? BAD_USAGE : 1;
}

/** Makes the study and prints it; the exit code. */
function study({ campaigns, seed, simulate, json }: CoverageOptions): number {
  const how = simulate ? "statecharts in simulations" : "Lindley's recursion on the engine's random streams";
  const coverages = studied.flatMap((queue) => {
    process.stderr.write(`${campaigns} campaigns at utilization ${queue.utilization}, by ${how}\n`);
    return studyCoverage(queue, simulate ? bySimulation : byRecursion, campaigns, seed);
  });
  if (json) process.stdout.write(`${JSON.stringify({ campaigns, seed, how, coverages }, undefined, 2)}\n`);
  else {
    process.stdout.write(
      `How many of ${campaigns} intervals (95 %) cover the mean time in an M/M/1 system;\n` +
        `n: replications or batches of an interval, ±: half its width, both on average\n\n${coverageTable(coverages)}\n`,
    );
  }
  return coverages.some((coverage) => verdictOn(coverage) === "fails") ? 1 : 0;
}
