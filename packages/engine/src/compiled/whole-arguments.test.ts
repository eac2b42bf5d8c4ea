import { describe, expect, it } from "vitest";
import { assign, createActor as createInterpreted, createMachine, emit, enqueueActions, raise } from "xstate";
import { compile, createActor } from "../index.ts";
import { type AuthorFunction, Kind, Operation } from "./operation.ts";
import { aroundDelay } from "./whole-arguments.ts";

/** A machine whose functions tell what they find in their argument, by spreading it, taking the rest, or naming it whole. */
function telling(told: unknown[]) {
  const keys = (given: object) => {
    told.push(Object.keys(given).join());
    return given;
  };
  return createMachine({
    context: (given) => ({ begun: Object.keys(keys(given)).length, count: 0 }),
    on: {
      E: {
        actions: [
          ({ context, event, ...rest }) => told.push(context.count, event.type, Object.keys(rest).join()),
          (given) => told.push({ ...given }.self !== undefined),
          (...all) => keys(all[0]),
          assign((given) => ({ count: (keys(given) as typeof given).context.count + 1 })),
          assign({ count: (given) => (keys(given) as typeof given).context.count }),
          enqueueActions((given) => (keys(given) as typeof given).enqueue.emit({ type: "x" })),
          emit((given) => ({ type: `y${Object.keys(keys(given)).length}` })),
          raise((given) => ({ type: `z${Object.keys(keys(given)).length}` }), {
            delay: (given) => Object.keys(keys(given)).length,
          }),
        ],
      },
      "*": {},
    },
  });
}

describe("authors' functions", () => {
  it("find in their argument what XState puts there, however they take it, before and after code has been generated", () => {
    const [ours, theirs]: [unknown[], unknown[]] = [[], []];
    for (const [create, told] of [
      [createActor, ours],
      [createInterpreted, theirs],
    ] as const) {
      const actor = create(telling(told)).start();
      for (let event = 0; event < 40; event += 1) actor.send({ type: "E" });
      actor.stop();
    }
    expect(ours).toEqual(theirs);
    expect(ours.length).toBeGreaterThan(400);
  });

  it("that enqueue what makes or stops child actors are found beforehand, and those that only name such an event aren't", () => {
    const enqueuing = (collect: Parameters<typeof enqueueActions>[0]) =>
      compile(createMachine({ id: "m", on: { E: { actions: enqueueActions(collect) } } })).unsupported;
    expect(enqueuing(({ enqueue }) => enqueue.stopChild("child"))).toEqual([
      { state: "m", feature: "stopChild in enqueueActions" },
    ]);
    expect(enqueuing(({ enqueue }) => enqueue.sendParent({ type: "x" } as never))).toHaveLength(1);
    expect(enqueuing(({ enqueue }) => enqueue.emit({ type: "engine.spawn" } as never))).toEqual([]);
  });
});

it("a named delay's function that names fields is given what its statechart has, nothing made for it", () => {
  const seen: unknown[] = [];
  const made = aroundDelay(
    (_) => seen.push(_),
    (length) => length,
  );
  const given = { context: {} };
  (new Operation({ kind: Kind.raise, delay: made }).delay as AuthorFunction)(given as never, undefined);
  expect(seen).toEqual([given]);
  expect(seen[0]).toBe(given);
});
