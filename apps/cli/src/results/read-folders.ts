import type { StoredRuns } from "@crosstalk/experiment";
import { UsageError } from "../errors.ts";

/**
 * Reads folders of results that the user has named.
 *
 * @param folders by what the command line calls them.
 * @throws {UsageError} listing everything that is wrong with any of them.
 */
export async function readFolders(folders: Readonly<Record<string, string>>): Promise<readonly StoredRuns[]> {
  const { readResults } = await import("@crosstalk/experiment/node");
  const problems: string[] = [];
  const read = Object.entries(folders).flatMap(([name, folder]) => {
    try {
      return [readResults(folder)];
    } catch (error) {
      const lines = (error as Error).message.split("\n");
      problems.push(...lines.map((line) => `${name} is ${folder || "empty"}; allowed is a folder of results: ${line}`));
      return [];
    }
  });
  if (problems.length > 0) throw new UsageError(problems);
  return read;
}
