import fc from "fast-check";
import { expect, it } from "vitest";
import { createActor, createMachine } from "xstate";
import { readElement } from "./element.ts";
import { covers, descriptorOf } from "./event.ts";
import { nameStates } from "./state-names.ts";

const names = nameStates(readElement('<scxml><state id="a"><state id="a.b"/></state></scxml>'));
const words = fc.array(fc.constantFrom("a", "b", "ab"), { minLength: 1, maxLength: 3 }).map((parts) => parts.join("."));

it("names done events as XState does, by the keys of states", () => {
  expect(descriptorOf("done.state.a.b", names)).toBe("xstate.done.state.a-b");
  expect(descriptorOf("done.state", names)).toBe("xstate.done.state.*");
});

it("writes a descriptor so that XState matches what SCXML does: all events that begin with its words", () => {
  fc.assert(
    fc.property(words, words, fc.constantFrom("", ".", ".*"), (descriptor, event, end) => {
      const machine = createMachine({
        initial: "before",
        states: { before: { on: { [descriptorOf(descriptor + end, names)]: "after" } }, after: {} },
      });
      const actor = createActor(machine).start();
      actor.send({ type: event });
      expect(actor.getSnapshot().value === "after").toBe(`${event}.`.startsWith(`${descriptor}.`));
    }),
  );
});

it("knows which descriptor covers another: one that begins it, and any for all", () => {
  fc.assert(
    fc.property(words, words, (general, special) => {
      expect(covers(descriptorOf(general, names), descriptorOf(special, names))).toBe(`${special}.`.startsWith(`${general}.`));
      expect(covers("*", descriptorOf(special, names))).toBe(true);
      expect(covers(descriptorOf(special, names), "*")).toBe(false);
    }),
  );
});
