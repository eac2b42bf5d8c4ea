import { describe, expect, it } from "vitest";
import { createActor as createInterpreted, createMachine } from "xstate";
import { createActor } from "./create-actor.ts";
import { generateCodeAfter } from "./generation.ts";

/** Regions that go round in four states each, so that hardly any combination of states comes again. */
const regions = createMachine({
  type: "parallel",
  states: Object.fromEntries(
    Array.from({ length: 10 }, (_, region) => [
      `region${region}`,
      {
        initial: "a",
        states: Object.fromEntries(
          [..."abcd"].map((state, at) => [state, { on: { [`TURN${region}`]: "bcda"[at], ALL: "bcda"[at] } }]),
        ),
      },
    ]),
  ),
});

describe("a chart of many parallel regions", () => {
  it("goes on as on XState's interpreter when it forgets what it has worked out", () => {
    const before = generateCodeAfter(0);
    const [ours, other, theirs] = [
      createActor(regions).start(),
      createActor(regions).start(),
      createInterpreted(regions).start(),
    ];
    let number = 1;
    for (let event = 0; event < 12_000; event += 1) {
      number = (number * 48_271) % 2_147_483_647;
      const type = number % 97 === 0 ? "ALL" : `TURN${number % 10}`;
      ours.send({ type });
      theirs.send({ type });
      if (event % 3 === 0) other.send({ type });
      if (event % 50 === 0) expect(ours.getSnapshot().value).toEqual(theirs.getSnapshot().value);
    }
    expect(ours.getSnapshot().value).toEqual(theirs.getSnapshot().value);
    expect(Object.keys(other.getSnapshot().value)).toHaveLength(10);
    generateCodeAfter(before);
  });
});

it("an actor's system says how to have it inspected, rather than tell nothing", () => {
  const { system } = createActor(regions).start();
  expect(() => system.inspect(() => {})).toThrow("give createActor the option inspect");
});
