import fc from "fast-check";
import { type Action, type Delay, EMITTED, EVENTS, type Guard } from "./blueprint.ts";

/** A guard before it is known which states there are: `state` is a number for one of them. */
export type RawGuard = Guard;

const IDS = ["one", "two"] as const;

const mark = fc.integer({ min: 0, max: 99 });

const event = fc.constantFrom(...EVENTS);

const simpleGuard: fc.Arbitrary<Guard> = fc.oneof(
  { weight: 100, arbitrary: fc.record({ guard: fc.constant("less" as const), than: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 60, arbitrary: fc.record({ guard: fc.constant("above" as const), number: fc.integer({ min: 0, max: 4 }) }) },
  {
    weight: 80,
    arbitrary: fc.record({ guard: fc.constant("named" as const), name: fc.constantFrom("even" as const, "often" as const) }),
  },
  {
    weight: 60,
    arbitrary: fc.record({
      guard: fc.constant("params" as const),
      least: fc.integer({ min: 0, max: 5 }),
      dynamic: fc.boolean(),
    }),
  },
  { weight: 80, arbitrary: fc.record({ guard: fc.constant("in" as const), state: fc.nat(200) }) },
  { weight: 6, arbitrary: fc.record({ guard: fc.constant("throws" as const), from: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 3, arbitrary: fc.constant<Guard>({ guard: "named", name: "missing" }) },
);

/** Guards, some of them built from others. */
export const guard: fc.Arbitrary<Guard> = fc.oneof(
  { weight: 120, arbitrary: simpleGuard },
  { weight: 20, arbitrary: fc.record({ guard: fc.constant("not" as const), of: simpleGuard }) },
  {
    weight: 30,
    arbitrary: fc.record({
      guard: fc.constantFrom("and" as const, "or" as const),
      of: fc.array(
        fc.oneof(
          { weight: 80, arbitrary: simpleGuard },
          { weight: 20, arbitrary: fc.record({ guard: fc.constant("not" as const), of: simpleGuard }) },
        ),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  },
);

const delay: fc.Arbitrary<Delay> = fc.oneof(
  { weight: 100, arbitrary: fc.constantFrom<Delay>(0, 1, 5, 20, 7.5) },
  { weight: 80, arbitrary: fc.constantFrom<Delay>("short", "long", "counted", "eventful", "inline") },
  { weight: 10, arbitrary: fc.constantFrom<Delay>("throwing", "missing", -3, "never") },
);

const optional = <Value>(arbitrary: fc.Arbitrary<Value>, freq = 3) => fc.option(arbitrary, { nil: undefined, freq });

const sometimes = (often: number) => fc.nat(99).map((number) => (number < often ? true : undefined));

const simpleAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 120, arbitrary: fc.record({ action: fc.constant("inline" as const), mark, peek: sometimes(30) }) },
  {
    weight: 80,
    arbitrary: fc.record({
      action: fc.constant("named" as const),
      mark,
      params: fc.constantFrom("static" as const, "dynamic" as const, "none" as const),
    }),
  },
  { weight: 6, arbitrary: fc.constant<Action>({ action: "missing" }) },
  {
    weight: 140,
    arbitrary: fc.record({
      action: fc.constant("assign" as const),
      form: fc.constantFrom("object" as const, "function" as const, "named" as const),
      mark,
    }),
  },
  { weight: 3, arbitrary: fc.record({ action: fc.constant("assign" as const), form: fc.constant("throws" as const), mark }) },
  { weight: 40, arbitrary: fc.record({ action: fc.constant("raise" as const), type: event, dynamic: sometimes(85) }) },
  {
    weight: 60,
    arbitrary: fc.record({
      action: fc.constant("raise" as const),
      type: event,
      dynamic: sometimes(50),
      delay,
      id: optional(fc.constantFrom(...IDS)),
    }),
  },
  {
    weight: 40,
    arbitrary: fc.record({ action: fc.constant("cancel" as const), id: fc.constantFrom(...IDS), dynamic: sometimes(30) }),
  },
  { weight: 20, arbitrary: fc.record({ action: fc.constant("send" as const), type: event, internal: sometimes(30) }) },
  {
    weight: 30,
    arbitrary: fc.record({
      action: fc.constant("send" as const),
      type: event,
      delay,
      id: optional(fc.constantFrom(...IDS)),
      internal: sometimes(30),
    }),
  },
  { weight: 12, arbitrary: fc.record({ action: fc.constant("self.send" as const), type: event }) },
  {
    weight: 80,
    arbitrary: fc.record({ action: fc.constant("emit" as const), type: fc.constantFrom(...EMITTED), dynamic: sometimes(50) }),
  },
  { weight: 14, arbitrary: fc.record({ action: fc.constant("log" as const), mark }) },
  { weight: 5, arbitrary: fc.record({ action: fc.constant("throws" as const), from: fc.integer({ min: 0, max: 6 }) }) },
);

/** Actions; what `enqueueActions` enqueues may enqueue again. */
export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 180, arbitrary: simpleAction },
  {
    weight: 20,
    arbitrary: fc.record({
      action: fc.constant("enqueue" as const),
      check: optional(guard),
      passed: fc.array(simpleAction, { maxLength: 3 }),
      failed: fc.array(simpleAction, { maxLength: 2 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      action: fc.constant("enqueue" as const),
      passed: fc
        .record({
          action: fc.constant("enqueue" as const),
          check: optional(guard),
          passed: fc.array(simpleAction, { maxLength: 2 }),
          failed: fc.array(simpleAction, { maxLength: 2 }),
        })
        .map((inner) => [inner] as Action[]),
      failed: fc.constant<Action[]>([]),
    }),
  },
);

/** Some actions, seldom many. */
export const actions = fc.oneof(
  { weight: 60, arbitrary: fc.constant(undefined) },
  { weight: 80, arbitrary: fc.array(action, { minLength: 1, maxLength: 2 }) },
);
