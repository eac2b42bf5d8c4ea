import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { writeWhole } from "@crosstalk/experiment/node";
import type { Profile } from "@crosstalk/guest-os";
import { RunError } from "../errors.ts";
import { buildProfile } from "./build-profile.ts";
import { checkRequest, type UncheckedRequest } from "./check-request.ts";
import { runToEnd } from "./child-process.ts";
import { passCounted } from "./counting-pass.ts";
import { checkEqualWork } from "./equal-work.ts";
import { formatProfile } from "./format-profile.ts";
import { describeMachine } from "./machine.ts";
import { passTraced, passUntraced, type UntracedPass } from "./passes.ts";
import { findTools } from "./tools.ts";
import type { PassSettings } from "./trace-command.ts";

/** What to record, where to, and how to tell of progress. */
export interface RecordOptions extends UncheckedRequest {
  /** What else is wrong with what was asked for, to be reported together. */
  readonly problems?: readonly string[];
  /** Told what happens, a line at a time; for stderr. */
  readonly narrate?: (line: string) => void;
  readonly abort?: AbortSignal;
}

async function prepare({ prepare: command, abort }: RecordOptions): Promise<void> {
  if (command === undefined) return;
  const code = await runToEnd("/bin/sh", ["-c", command], "show", abort);
  if (code !== 0) throw new RunError(`--prepare ${JSON.stringify(command)} failed with exit code ${code}`);
}

function stealFraction(passes: readonly UntracedPass[]): number {
  const total = passes.reduce((sum, pass) => sum + pass.processorTimes.total, 0);
  const steal = passes.reduce((sum, pass) => sum + pass.processorTimes.steal, 0);
  return total > 0 ? Math.min(1, Math.max(0, steal / total)) : 0;
}

async function measure(options: RecordOptions & { readonly repeat: number }, settings: PassSettings): Promise<Profile> {
  const narrate = options.narrate ?? (() => {});
  const date = new Date();
  narrate("pass to count processes");
  await prepare(options);
  const counted = await passCounted(settings);
  const untraced: UntracedPass[] = [];
  for (let pass = 1; pass <= options.repeat; pass += 1) {
    narrate(`untraced pass ${pass} of ${options.repeat}`);
    await prepare(options);
    untraced.push(await passUntraced(settings));
  }
  narrate("traced pass");
  await prepare(options);
  const traced = await passTraced(settings);
  checkEqualWork(counted, untraced, traced);
  if (traced.exitCode !== 0) narrate(`note: the command ended with exit code ${traced.exitCode} in every pass`);
  const version = execFileSync(settings.tools.strace, ["--version"], { encoding: "utf8" });
  const tool = `strace ${/version (\S+)/.exec(version)?.[1] ?? "unknown"}`;
  const profile = buildProfile({
    request: options,
    date,
    machine: describeMachine(stealFraction(untraced)),
    tool,
    counted,
    untraced,
    traced,
  });
  if (profile.tracing.splitBy === "process") {
    narrate("note: too short, or the machine was busy with other things: user and system time are told apart less well");
  }
  return profile;
}

/**
 * Records a command: runs it once lightly traced, `repeat` times untraced and once traced, and writes its profile to
 * `out`. The file is written whole or not at all.
 *
 * @throws {UsageError} if the command, the name or the output path is no good.
 * @throws {RunError} if a tool is missing, a pass fails, or the passes did unequal work.
 */
export async function record(options: RecordOptions): Promise<Profile> {
  const { file, repeat } = checkRequest(options, options.problems);
  const tools = findTools(process.platform, process.env.PATH ?? "");
  const args = options.command.slice(1);
  const folder = mkdtempSync(join(tmpdir(), "crosstalk-record-"));
  const { abort } = options;
  try {
    const settings = { tools, command: [file, ...args], folder, ...(abort === undefined ? {} : { abort }) };
    const profile = await measure({ ...options, repeat }, settings);
    writeWhole(dirname(options.out), { [basename(options.out)]: formatProfile(profile) });
    return profile;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
