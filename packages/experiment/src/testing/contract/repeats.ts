import { ms, type SavedSimulation } from "@crosstalk/engine";
import { expect } from "vitest";
import { type Clause, mixture, type PlatformMaker, type Trial, trial } from "./trial.ts";

const END = ms(150);

function begin(make: PlatformMaker, seed: number): Trial {
  const made = trial(make, { processors: 2, seed });
  for (const name of ["a", "b"]) made.system.tenant(name, { weight: 256 }).run(mixture);
  return made;
}

function fingerprint({ simulation }: Trial): string {
  simulation.run(END);
  return simulation.fingerprint;
}

/** That a run can be made again, and taken up where it was left. */
export const repeats: readonly Clause[] = [
  [
    "runs alike under the same seed, and otherwise under another",
    (make) => {
      const first = fingerprint(begin(make, 7));
      expect(fingerprint(begin(make, 7))).toBe(first);
      expect(fingerprint(begin(make, 8))).not.toBe(first);
    },
  ],
  [
    "goes on from a save as if it had never been interrupted",
    (make) => {
      const whole = fingerprint(begin(make, 7));
      const running = begin(make, 7);
      const saves: SavedSimulation[] = [];
      for (const at of [1, ms(3), ms(21) + 5, ms(77) + 777, ms(140)]) {
        running.simulation.run(at);
        saves.push(running.simulation.save());
      }
      expect(fingerprint(running)).toBe(whole);
      for (const saved of saves) {
        const again = begin(make, 7);
        again.simulation.restore(JSON.parse(JSON.stringify(saved)));
        expect(fingerprint(again)).toBe(whole);
      }
    },
  ],
];
