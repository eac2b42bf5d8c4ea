import { createActor as compiledActor } from "@crosstalk/engine";
import { firstValueFrom, from, map, take, toArray } from "rxjs";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import {
  type Actor,
  assign,
  emit,
  type InspectionEvent,
  createActor as interpretedActor,
  SimulatedClock,
  type SnapshotFrom,
  setup,
  toPromise,
  waitFor,
} from "xstate";

const lamp = setup({
  types: {
    context: {} as { turns: number; most: number },
    events: {} as { type: "TURN" } | { type: "BREAK" },
    input: {} as { most: number },
    output: {} as number,
    emitted: {} as { type: "turned"; turns: number } | { type: "broken" },
    tags: {} as "lit",
  },
  actions: {
    count: assign({ turns: ({ context }) => context.turns + 1 }),
    tell: emit(({ context }) => ({ type: "turned" as const, turns: context.turns })),
  },
  guards: { worn: ({ context }) => context.turns >= context.most },
  delays: { patience: 5_000 },
}).createMachine({
  id: "lamp",
  initial: "off",
  context: ({ input }) => ({ turns: 0, most: input.most }),
  output: ({ context }) => context.turns,
  states: {
    off: { always: { guard: "worn", target: "broken" }, on: { TURN: { target: "on", actions: ["count", "tell"] } } },
    on: { tags: "lit", after: { patience: "off" }, on: { TURN: { target: "off", actions: ["count", "tell"] }, BREAK: "broken" } },
    broken: { entry: emit({ type: "broken" }), type: "final" },
  },
});

/** Each test is code as written for XState's own `createActor`, and is run with that too. */
describe.each([
  ["XState's", interpretedActor],
  ["ours", compiledActor],
])("code written for XState's createActor, with %s in its place:", (whose, createActor) => {
  const lit = (most = 10) => createActor(lamp, { input: { most } });

  it("keeps the types of input, events, snapshot and what is emitted", () => {
    const actor = createActor(lamp, { input: { most: 2 } });
    expectTypeOf(actor).toEqualTypeOf<Actor<typeof lamp>>();
    expectTypeOf(actor.getSnapshot()).toEqualTypeOf<SnapshotFrom<typeof lamp>>();
    expectTypeOf(actor.getSnapshot().context).toEqualTypeOf<{ turns: number; most: number }>();
    expectTypeOf(actor.getSnapshot().output).toEqualTypeOf<number | undefined>();
    expectTypeOf(actor.getSnapshot().value).toEqualTypeOf<"off" | "on" | "broken">();
    actor.on("turned", (event) => expectTypeOf(event.turns).toEqualTypeOf<number>());
    const _wrong = () => {
      // @ts-expect-error the machine needs its input
      createActor(lamp);
      // @ts-expect-error the input has another type
      createActor(lamp, { input: { most: "two" } });
      // @ts-expect-error the machine has no such event
      actor.send({ type: "SHAKE" });
      // @ts-expect-error the machine emits no such event
      actor.on("shaken", () => undefined);
      // @ts-expect-error the machine has no such tag
      actor.getSnapshot().hasTag("dim");
    };
  });

  it("waitFor resolves once a snapshot is as wanted", async () => {
    const actor = lit().start();
    const on = waitFor(actor, (snapshot) => snapshot.matches("on"));
    actor.send({ type: "TURN" });
    expect((await on).context.turns).toBe(1);
  });

  it("waitFor rejects when the actor ends before that", async () => {
    const actor = lit().start();
    const never = waitFor(actor, (snapshot) => snapshot.context.turns > 5);
    actor.send({ type: "TURN" });
    actor.send({ type: "BREAK" });
    await expect(never).rejects.toThrow("Actor terminated without satisfying predicate");
  });

  it("toPromise resolves to the output, of an actor that goes on and of one that is done", async () => {
    const actor = lit(2).start();
    const promise = toPromise(actor);
    actor.send({ type: "TURN" });
    actor.send({ type: "TURN" });
    expect(await promise).toBe(2);
    expect(await toPromise(actor)).toBe(2);
  });

  it("RxJS's from takes the actor for an observable, which completes with it", async () => {
    const actor = lit(2);
    const values = firstValueFrom(
      from(actor).pipe(
        map(({ value }) => value),
        toArray(),
      ),
    );
    actor.start();
    actor.send({ type: "TURN" });
    actor.send({ type: "TURN" });
    expect(await values).toEqual(["off", "on", "broken"]);
  });

  it("RxJS's operators unsubscribe from it", async () => {
    const actor = lit().start();
    const two = firstValueFrom(from(actor).pipe(take(2), toArray()));
    for (let turns = 0; turns < 4; turns += 1) actor.send({ type: "TURN" });
    expect((await two).map(({ context }) => context.turns)).toEqual([1, 2]);
  });

  it("tells an observer, or functions, until they unsubscribe", () => {
    const actor = lit().start();
    const observer = { next: vi.fn(), complete: vi.fn() };
    const next = vi.fn();
    const subscription = actor.subscribe(observer);
    actor.subscribe(next, undefined, observer.complete);
    actor.send({ type: "TURN" });
    subscription.unsubscribe();
    actor.send({ type: "TURN" });
    actor.stop();
    expect([observer.next.mock.calls.length, next.mock.calls.length, observer.complete.mock.calls.length]).toEqual([1, 2, 1]);
  });

  it("hands what is emitted to those who listen for its type, and to those who listen for any", () => {
    const actor = lit();
    const turned: unknown[] = [];
    const any: unknown[] = [];
    const subscription = actor.on("turned", (event) => turned.push(event.turns));
    actor.on("*", (event) => any.push(event.type));
    actor.start();
    actor.send({ type: "TURN" });
    subscription.unsubscribe();
    actor.send({ type: "TURN" });
    actor.send({ type: "TURN" });
    actor.send({ type: "BREAK" });
    expect(turned).toEqual([1]);
    expect(any).toEqual(["turned", "turned", "turned", "broken"]);
  });

  it("tells an inspector of actors, events and snapshots", () => {
    const seen: InspectionEvent[] = [];
    const actor = createActor(lamp, { input: { most: 10 }, inspect: (event) => seen.push(event) }).start();
    actor.send({ type: "TURN" });
    expect(seen.map(({ type }) => type)).toEqual([
      "@xstate.actor",
      "@xstate.event",
      "@xstate.snapshot",
      "@xstate.event",
      "@xstate.action",
      "@xstate.action",
      "@xstate.microstep",
      "@xstate.snapshot",
    ]);
    const last = seen.filter((event) => event.type === "@xstate.snapshot").at(-1)!;
    expect(last.actorRef).toBe(actor);
    expect(last.event).toEqual({ type: "TURN" });
    expect(last.snapshot).toMatchObject({ value: "on", context: { turns: 1 } });
  });

  it("runs on XState's SimulatedClock", () => {
    const clock = new SimulatedClock();
    const actor = createActor(lamp, { input: { most: 10 }, clock }).start();
    actor.send({ type: "TURN" });
    clock.increment(4_999);
    expect(actor.getSnapshot().value).toBe("on");
    clock.increment(1);
    expect(actor.getSnapshot().value).toBe("off");
  });

  it("cancels on that clock the delays of states that it leaves", () => {
    const clock = new SimulatedClock();
    const actor = createActor(lamp, { input: { most: 10 }, clock }).start();
    actor.send({ type: "TURN" });
    clock.increment(3_000);
    actor.send({ type: "TURN" });
    actor.send({ type: "TURN" });
    clock.increment(3_000);
    expect(actor.getSnapshot().value).toBe("on");
  });

  it("is saved as JSON and goes on from there, with either createActor", () => {
    const actor = lit(3).start();
    actor.send({ type: "TURN" });
    const saved = JSON.stringify(actor.getPersistedSnapshot());
    for (const restore of [interpretedActor, compiledActor]) {
      const restored = restore(lamp, { input: { most: 0 }, snapshot: JSON.parse(saved) }).start();
      expect(restored.getSnapshot()).toMatchObject({ value: "on", context: { turns: 1, most: 3 } });
      restored.send({ type: "TURN" });
      restored.send({ type: "TURN" });
      expect(restored.getSnapshot()).toMatchObject({ value: "on", context: { turns: 3 } });
    }
  });

  it("answers matches, hasTag, can and getMeta of its snapshots", () => {
    const actor = lit().start();
    actor.send({ type: "TURN" });
    const snapshot = actor.getSnapshot();
    expect([snapshot.matches("on"), snapshot.hasTag("lit"), snapshot.can({ type: "BREAK" })]).toEqual([true, true, true]);
    expect([...snapshot.tags]).toEqual(["lit"]);
    actor.send({ type: "TURN" });
    expect(actor.getSnapshot().can({ type: "BREAK" })).toBe(false);
    expect(snapshot.value).toBe("on");
  });

  it("has snapshots that say the same as JSON, and name their machine", () => {
    const actor = lit().start();
    actor.send({ type: "TURN" });
    const { machine, children } = actor.getSnapshot();
    expect([machine, children]).toEqual([lamp, {}]);
    expect(JSON.parse(JSON.stringify(actor.getSnapshot()))).toEqual({
      status: "active",
      value: "on",
      context: { turns: 1, most: 10 },
      historyValue: {},
      children: {},
      tags: ["lit"],
    });
  });

  it("hands an error of an action to the observer, and ends", () => {
    const machine = setup({}).createMachine({
      on: {
        GO: {
          actions: () => {
            throw new Error("no way");
          },
        },
      },
    });
    const actor = createActor(machine);
    const error = vi.fn();
    actor.subscribe({ error });
    actor.start().send({ type: "GO" });
    expect(error).toHaveBeenCalledWith(new Error("no way"));
    expect(actor.getSnapshot()).toMatchObject({ status: "error", error: new Error("no way") });
  });

  it("selects a part of its snapshots, told when it changes", () => {
    const actor = lit().start();
    const turns = actor.select(({ context }) => context.turns);
    const seen: number[] = [];
    turns.subscribe((count) => seen.push(count));
    actor.send({ type: "TURN" });
    actor.send({ type: "BREAK" });
    expect([turns.get(), seen]).toEqual([1, [1]]);
  });

  it("takes machines that are given other implementations by provide", () => {
    const actor = createActor(lamp.provide({ guards: { worn: () => true } }), { input: { most: 10 } }).start();
    expect(actor.getSnapshot()).toMatchObject({ status: "done", output: 0 });
  });

  it("starts anew where a storage holds no snapshot, and from one under its former name", () => {
    for (const snapshot of [null, "", false, undefined])
      expect(
        createActor(lamp, { snapshot, input: { most: 3 } } as never)
          .start()
          .getSnapshot().status,
      ).toBe("active");
    const actor = createActor(lamp, { input: { most: 3 } }).start();
    actor.send({ type: "TURN" });
    const state = actor.getPersistedSnapshot();
    expect(createActor(lamp, { state } as never).getSnapshot().context).toEqual({ turns: 1, most: 3 });
    expect(
      createActor(setup({}).createMachine({}), null as never)
        .start()
        .getSnapshot().status,
    ).toBe("active");
  });

  it("has the methods of the actor in its actions: self is the actor", () => {
    const selves: unknown[] = [];
    const machine = setup({}).createMachine({ entry: ({ self }) => void selves.push(self) });
    const actor = createActor(machine).start();
    expect(selves[0]).toBe(actor);
  });

  it(`is an actor whose reference can be told apart and written as JSON (${whose})`, () => {
    const actor = createActor(lamp, { id: "desk", input: { most: 1 } });
    expect(actor.id).toBe("desk");
    expect(JSON.parse(JSON.stringify(actor))).toEqual({ xstate$$type: 1, id: "desk" });
    expect(actor.sessionId).not.toBe(createActor(lamp, { input: { most: 1 } }).sessionId);
  });
});
