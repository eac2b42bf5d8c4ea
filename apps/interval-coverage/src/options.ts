import { parseArgs } from "node:util";
import { throwProblems, UsageError, wholeNumber, wholeNumberProblems } from "@crosstalk/experiment";

/** What the user asked for. */
export interface CoverageOptions {
  /** Independent campaigns for each system. */
  readonly campaigns: number;
  readonly seed: number;
  /** As statecharts in simulations instead of by the recursion. */
  readonly simulate: boolean;
  readonly json: boolean;
  readonly help: boolean;
}

/** How the command is used. */
export const usage = `Usage: npm run coverage -- [options]

How often confidence intervals cover the true mean of M/M/1 systems.

  --campaigns N  independent campaigns for each system (default 1000)
  --seed N       random seed (default 1)
  --simulate     as statecharts in simulations: the same numbers, much slower
  --json         the result as JSON
  --help         this text

Exit code 1 if, of a thousand intervals or more, too few cover (or too many); 2 for bad
usage.
`;

const options = {
  campaigns: { type: "string", default: "1000" },
  seed: { type: "string", default: "1" },
  simulate: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * Reads the command line.
 *
 * @throws {UsageError} listing everything that is wrong.
 */
export function coverageOptions(args: readonly string[]): CoverageOptions {
  const { campaigns, seed, ...flags } = parsed(args);
  throwProblems([
    ...wholeNumberProblems("--campaigns", campaigns, 2, 1_000_000),
    ...wholeNumberProblems("--seed", seed, 0, 1_000_000),
  ]);
  return { campaigns: wholeNumber(campaigns), seed: wholeNumber(seed), ...flags };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError([{ field: "the command line", value: args.join(" "), reason }]);
  }
}
