import { Simulation, seconds } from "@crosstalk/engine";
import { fork, type Program, pipeOpen, pipeRead, pipeWrite, repeat, sequence, wait } from "@crosstalk/guest-os";
import { buildHost, dualXeon2003 } from "@crosstalk/hardware";
import { expect, test } from "vitest";
import { plainLinux } from "./plain-linux.ts";

const PIPE = 0;

/** Runs a program on both processors until it has ended. */
function ends(program: Program): boolean {
  const simulation = new Simulation({ seed: 1 });
  const system = plainLinux({ scheduler: "eevdf" }).boot(simulation, buildHost(simulation, "host", dualXeon2003));
  const running = system.tenant("tenant").run(program);
  simulation.run(seconds(1), () => running.ended() !== undefined);
  return running.ended() !== undefined;
}

test("a process that writes more than a pipe holds wakes readers on other processors before it stands still", () => {
  const reader = repeat(40, pipeRead(PIPE, 10_000));
  const writer = repeat(2, pipeWrite(PIPE, 200_000));
  expect(ends(sequence(pipeOpen(PIPE), fork(reader), writer, wait()))).toBe(true);
});

test("a process that reads wakes writers on other processors before it stands still", () => {
  const writer = repeat(4, pipeWrite(PIPE, 100_000));
  expect(ends(sequence(pipeOpen(PIPE), fork(writer), repeat(400, pipeRead(PIPE, 1_000)), wait()))).toBe(true);
});
