import { describe, expect, it } from "vitest";
import {
  assign,
  createActor as createInterpreted,
  createMachine,
  emit,
  enqueueActions,
  fromPromise,
  raise,
  setup,
  stopChild,
} from "xstate";
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
  it("find it however little of that their text shows: bound, replaced by a test, by `arguments`, or under a name that looks unused", () => {
    const machine = (told: unknown[]) => {
      const tell = (given: object, ...more: unknown[]) => told.push(Object.keys(given).join(), more.length);
      return createMachine({
        on: {
          E: {
            actions: [
              tell.bind(undefined),
              new Proxy(() => {}, { apply: (_, __, [given]) => tell(given) }),
              function () {
                // biome-ignore lint/complexity/noArguments: what authors write
                tell(arguments[0]);
              },
              (_) => tell(_),
              { type: "named", params: (...all: unknown[]) => told.push(all.length) },
            ],
          },
          END: ".over",
        },
        initial: "going",
        states: { going: {}, over: { type: "final" } },
        output: (...all: unknown[]) => told.push(all.length),
      }).provide({ actions: { named: () => {} } } as never);
    };
    const [ours, theirs]: [unknown[], unknown[]] = [[], []];
    for (const [create, told] of [
      [createActor, ours],
      [createInterpreted, theirs],
    ] as const) {
      const actor = create(machine(told)).start();
      for (let event = 0; event < 40; event += 1) actor.send({ type: "E" });
      actor.send({ type: "END" });
    }
    expect(ours).toEqual(theirs);
  });

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
    const kept = stopChild("child");
    expect(enqueuing(({ enqueue }) => enqueue(kept))).toEqual([{ state: "m", feature: "enqueue(kept) in enqueueActions" }]);
    expect(enqueuing(({ enqueue: put }) => put(kept))).toEqual([{ state: "m", feature: "put(kept) in enqueueActions" }]);
    const byName = setup({ actions: { go: stopChild("child") } }).createMachine({
      id: "m",
      on: { E: { actions: enqueueActions(({ enqueue }) => enqueue("go")) } },
    });
    expect(compile(byName).unsupported).toEqual([{ state: "m", feature: "enqueueActions beside xstate.stopChild" }]);
  });
});

it("functions that take nothing, the context or the actor find it, before and after code has been generated", () => {
  const [ours, theirs]: [unknown[], unknown[]] = [[], []];
  for (const [create, told] of [
    [createActor, ours],
    [createInterpreted, theirs],
  ] as const) {
    const machine = setup({ actions: { tell: (_, { word }: { word: string }) => told.push(word) } }).createMachine({
      context: { count: 0 },
      on: {
        E: {
          actions: [
            () => told.push("nothing"),
            ({ context: { count } }) => told.push(count),
            ({ context: own, event: { type } }) => told.push(own, type),
            ({ self }) => told.push(self.getSnapshot().status),
            ({ event, system }) => told.push(event.type, typeof system.get),
            { type: "tell", params: { word: "given" } },
            { type: "tell", params: ({ context }) => ({ word: `given ${context.count}` }) },
            assign({ count: ({ context, self }) => context.count + (self.id === "m" ? 1 : 2) }),
            assign({ count: ({ context }) => context.count + 1 }),
          ],
        },
      },
    });
    const actor = create(machine, { id: "m" }).start();
    for (let event = 0; event < 40; event += 1) actor.send({ type: "E" });
    told.push(actor.getSnapshot().context);
  }
  expect(ours).toEqual(theirs);
  expect(ours.at(-1)).toEqual({ count: 80 });
});

it("a named delay's function that names fields is given what its statechart has, nothing made for it", () => {
  const seen: unknown[] = [];
  const made = aroundDelay((({ context }: { context: unknown }) => seen.push(context)) as AuthorFunction, (length) => length);
  const given = {
    context: 1,
    get self() {
      throw new Error("self is made");
    },
  };
  (new Operation({ kind: Kind.raise, delay: made }).delay as AuthorFunction)(given as never, undefined);
  expect(seen).toEqual([1]);
});

it("only machines can be asked whether they compile", () => {
  for (const other of [{}, null, fromPromise(async () => 1)])
    expect(() => compile(other as never)).toThrow("allowed is what XState's createMachine makes");
});
