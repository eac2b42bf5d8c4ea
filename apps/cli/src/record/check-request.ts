import { describeProblem, wholeNumber, wholeNumberProblems } from "@crosstalk/experiment";
import { outputFileProblems } from "@crosstalk/experiment/node";
import { UsageError } from "../errors.ts";
import type { RecordingRequest } from "./command-line.ts";
import { findExecutable } from "./tools.ts";

/** What was asked for, the number of passes as a number or as a user typed it. */
export interface UncheckedRequest extends Omit<RecordingRequest, "repeat"> {
  readonly repeat: number | string;
}

/** Most untraced passes. */
const MOST_PASSES = 100;

/**
 * Checks what was asked for before anything is run.
 *
 * @param more what else is wrong with it.
 * @returns the number of passes, and the file of the command's program.
 * @throws {UsageError} listing everything that is wrong.
 */
export function checkRequest(request: UncheckedRequest, more: readonly string[] = []): { repeat: number; file: string } {
  const { command, name, repeat, out } = request;
  const [program = ""] = command;
  const file = findExecutable(program, process.env.PATH ?? "");
  const named = /^[a-z0-9][a-z0-9-]*$/.test(name);
  const problems = [
    ...(named ? [] : [{ field: "name", value: name || "empty", allowed: "lower-case letters, digits and dashes" }]),
    ...wholeNumberProblems("repeat", repeat, 1, MOST_PASSES),
    ...outputFileProblems("out", out),
    ...(file === undefined ? [{ field: "the command", value: program || "empty", allowed: allowedProgram(program) }] : []),
  ];
  const texts = [...more, ...problems.map(describeProblem)];
  if (file === undefined || texts.length > 0) throw new UsageError(texts);
  return { repeat: wholeNumber(repeat), file };
}

function allowedProgram(program: string): string {
  return program.includes("/") ? "the path of an executable file" : "the name of an executable file in PATH, or a path of one";
}
