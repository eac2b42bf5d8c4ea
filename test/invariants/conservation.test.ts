import { ms, Simulation } from "@crosstalk/engine";
import { describe, expect, test } from "vitest";
import { timeOf } from "../support/accounts.ts";
import { Conservation } from "../support/conservation.ts";
import { assembleShipped, platforms } from "../support/shipped.ts";

describe.each(platforms.map(({ name }, platform) => ({ name, platform })))("on $name", ({ platform }) => {
  test.each([1, 2])("no processor, physical or virtual, loses a nanosecond, on %i of them", (processors) => {
    const simulation = new Simulation({ seed: 7 });
    const host = assembleShipped(simulation, { platform, processors, rounds: 4 });
    const conservation = new Conservation(simulation, host);
    for (const until of [0, 1, ms(1), ms(12.345678), ms(40), ms(100), ms(234.567891), ms(400)]) {
      simulation.run(until);
      expect(conservation.problems()).toEqual([]);
    }
    for (const tenant of ["first", "second"]) expect(timeOf(host, `user:${tenant}`), tenant).toBeGreaterThan(ms(1));
  });
});
