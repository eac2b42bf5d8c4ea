import { homedir } from "node:os";

/** A word as a POSIX shell needs it written. */
export function quoteWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Takes this machine's own paths out of a text: the working folder becomes relative, the home folder `~`. */
export function withoutMachinePaths(text: string, folder: string = process.cwd(), home: string = homedir()): string {
  const relative = text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
  return home === "/" ? relative : relative.replaceAll(home, "~");
}

/** What was asked for, as far as the command line of `crosstalk record` tells it. */
export interface RecordingRequest {
  readonly command: readonly string[];
  readonly name: string;
  readonly prepare?: string;
  readonly repeat: number;
  readonly out: string;
}

/** The command line that makes the same recording again, without this machine's paths. */
export function recordingCommandLine({ command, name, prepare, repeat, out }: RecordingRequest): string {
  const options = [
    "--name",
    name,
    "--out",
    out,
    ...(prepare === undefined ? [] : ["--prepare", prepare]),
    "--repeat",
    `${repeat}`,
  ];
  return ["crosstalk", "record", ...options, "--", ...command].map((word) => quoteWord(withoutMachinePaths(word))).join(" ");
}
