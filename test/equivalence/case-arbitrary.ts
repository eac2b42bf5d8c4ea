import fc from "fast-check";
import { type Case, EVENTS, type Step } from "./blueprint.ts";
import { rawMachine } from "./raw-machine.ts";
import { settle } from "./settle.ts";

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 240,
    arbitrary: fc.record({
      step: fc.constant("send" as const),
      event: fc.record({ type: fc.constantFrom<string>(...EVENTS), number: fc.nat(5) }),
    }),
  },
  { weight: 60, arbitrary: fc.constant<Step>({ step: "next" }) },
  {
    weight: 60,
    arbitrary: fc.record({ step: fc.constant("advance" as const), by: fc.constantFrom(1, 5, 6, 40, 6_000_000_000) }),
  },
  { weight: 16, arbitrary: fc.constant<Step>({ step: "restore" }) },
  { weight: 3, arbitrary: fc.constant<Step>({ step: "stop" }) },
);

/** Random machines, and what happens to them. */
export const cases: fc.Arbitrary<Case> = fc.record({
  machine: rawMachine.map(settle),
  input: fc.nat(5),
  steps: fc.array(step, { minLength: 6, maxLength: 14 }),
});
