import { ms } from "@crosstalk/engine";
import { forever, nameOften, type Program, sequence, sleep } from "../program.ts";
import { programConstants } from "./constants.ts";

/**
 * A program that takes entries of a kernel's table and never gives them back, as a server does that forgets to: so many
 * every millisecond. It reaches the table's end, or its own limit, and goes on trying.
 */
export function resourceLeak(table: "files" | "segments" | "semaphores", entries = 1): Program {
  const take =
    table === "files"
      ? nameOften({ name: "open", path: "/etc/passwd" }, entries)
      : nameOften({ name: "ipcCreate", type: table === "segments" ? "segment" : "semaphore", key: 0, mode: 0o600 }, entries);
  return forever(sequence(take, sleep(ms(programConstants.leakPause.value))));
}
