import {
  compute,
  type Duration,
  forever,
  type Program,
  parallel,
  parseProfile,
  profileProgram,
  repeat,
  requestServer,
  type SystemCallClass,
  sequence,
  sleep,
  systemCall,
  touch,
} from "@crosstalk/guest-os";
import { antagonists, workloadCatalogue } from "@crosstalk/workloads";
import type { DurationFile, ProgramFile } from "../schema/program.ts";
import { compileTrace, type Texts } from "./compile-trace.ts";

/** What programs of a tenant lean on beside what is written of them. */
export interface Surroundings {
  /** The interface of the tenant's clients, for programs that serve. */
  readonly network?: string;
  /** Texts of traces. */
  readonly texts?: Texts;
}

/** The program that a file's program stands for. */
export function compileProgram(file: ProgramFile, surroundings: Surroundings = {}): Program {
  const { network = "", texts = {} } = surroundings;
  const compiled = (part: ProgramFile): Program => compileProgram(part, surroundings);
  if (typeof file === "string") return programNamed(file);
  if (Array.isArray(file)) return sequence(...file.map(compiled));
  const operation = file as Exclude<ProgramFile, string | readonly ProgramFile[]>;
  if (operation.compute !== undefined) return compute(durationOf(operation.compute));
  if (operation.sleep !== undefined) return sleep(durationOf(operation.sleep));
  if (operation.touch !== undefined) return touch(operation.touch);
  if (operation.call !== undefined) return systemCall(operation.call.class as SystemCallClass, operation.call.count);
  if (operation.repeat !== undefined) return repeat(operation.repeat.times, compiled(operation.repeat.program));
  if (operation.forever !== undefined) return forever(compiled(operation.forever));
  if (operation.parallel !== undefined) return parallel(...operation.parallel.map(compiled));
  if (operation.trace !== undefined) return compileTrace(operation.trace, texts);
  if (operation.serve !== undefined) return requestServer(network, operation.serve.work);
  return profileProgram(parseProfile(operation.recording, "recording"));
}

function programNamed(name: string): Program {
  const found = [...workloadCatalogue, ...antagonists].find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`there is no program ${name}`);
  return found.program();
}

function durationOf(file: DurationFile): Duration {
  if (typeof file === "number") return file;
  if (file.exponential !== undefined) return { distribution: "exponential", ...file.exponential };
  if (file.uniform !== undefined) return { distribution: "uniform", ...file.uniform };
  if (file.lognormal !== undefined) return { distribution: "lognormal", ...file.lognormal };
  throw new RangeError("a length of time without a distribution");
}
