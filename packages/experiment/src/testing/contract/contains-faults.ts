import { ms, seconds } from "@crosstalk/engine";
import { compute, name, type Program, repeat, sequence, sleep } from "@crosstalk/guest-os";
import { expect } from "vitest";
import { type Clause, type PlatformMaker, trial } from "./trial.ts";

/** A write to an address that nothing is mapped at, which the program does not handle. */
const crash: Program = sequence(
  sleep(ms(50)),
  name({ name: "poke", at: { through: "address", page: 9_999_999, handled: false } }),
);

/** What becomes of a worker beside a tenant that runs a program. */
function besides(make: PlatformMaker, other: Program): { readonly worker: boolean; readonly other: boolean } {
  const { simulation, system } = trial(make);
  const worker = system.tenant("worker").run(repeat(50, sequence(compute(ms(2)), sleep(ms(2)))));
  const beside = system.tenant("beside").run(sequence(other, sleep(seconds(100))));
  simulation.run(seconds(5));
  return { worker: worker.ended() !== undefined && !worker.killed(), other: beside.ended() === undefined };
}

/** That a fault stays where it must. */
export const containsFaults: readonly Clause[] = [
  [
    "contains the crash of a process: who writes where nothing is dies of it, and no other tenant notices",
    (make) => {
      expect(besides(make, sleep(ms(50)))).toEqual({ worker: true, other: true });
      expect(besides(make, crash)).toEqual({ worker: true, other: false });
    },
  ],
];
