import type { Action, Guard, Handler, MachineBlueprint, StateBlueprint, Transition } from "./blueprint.ts";
import type { RawMachine, RawState, RawTransition } from "./raw-machine.ts";

/** Names of states: those like whole numbers come first in JavaScript's order of keys, whatever was written first. */
const KEYS = ["s", "t", "7", "u", "12", "v w", "3", "x"];

/** A state that has its name and kind, on the way to a blueprint. */
class Node {
  readonly raw: RawState;
  readonly key: string;
  readonly parent: Node | undefined;
  readonly children: Node[];
  readonly type: StateBlueprint["type"];
  readonly id: string | undefined;

  constructor(raw: RawState, key: string, parent: Node | undefined, numbers: { next: number }) {
    this.raw = raw;
    this.key = key;
    this.parent = parent;
    const own = numbers.next;
    numbers.next += 1;
    this.id = raw.named && parent !== undefined ? `n${own}` : undefined;
    const regions = raw.states.some(({ type }) => type !== "history");
    const inner = raw.type === "compound" || raw.type === "parallel";
    this.type = inner && !regions ? "atomic" : raw.type;
    this.children =
      inner && regions ? namedChildren(raw.states).map(([name, child]) => new Node(child, name, this, numbers)) : [];
  }

  get path(): string[] {
    return this.parent === undefined ? [] : [...this.parent.path, this.key];
  }

  /** By the id it was given, or by the one that XState makes of its path. */
  get reference(): string {
    return `#${this.id ?? ["m", ...this.path].join(".")}`;
  }

  get all(): Node[] {
    return [this, ...this.children.flatMap(({ all }) => all)];
  }

  get regions(): Node[] {
    return this.children.filter(({ type }) => type !== "history");
  }
}

function namedChildren(states: readonly RawState[]): [string, RawState][] {
  const left = [...KEYS];
  return states.map((state) => [left.splice(state.key % left.length, 1)[0] as string, state]);
}

const pick = <Value>(values: readonly Value[], number: number): Value => values[number % values.length] as Value;

/** Gives names to the states of a machine, and states to its targets. */
export function settle({ context, output, root }: RawMachine): MachineBlueprint {
  const node = new Node(root, "m", undefined, { next: 0 });
  const settled = settleNode(node, node.all);
  return { context, ...defined({ output }), root: settled };
}

function settleNode(node: Node, all: readonly Node[]): StateBlueprint {
  const { raw, key, id, type, children } = node;
  if (type === "history") {
    const candidates = (node.parent as Node).all.filter((other) => other.type !== "history" && other !== node.parent);
    const target = raw.aim === undefined ? undefined : relativeTo(node.parent as Node, pick(candidates, raw.aim));
    return { key, type, history: raw.deep ? "deep" : "shallow", ...defined({ id, target }) };
  }
  const common = {
    key,
    type,
    ...defined({
      id,
      entry: settleActions(raw.entry, all),
      exit: settleActions(raw.exit, all),
      tags: raw.tags,
      meta: raw.meta,
    }),
  };
  if (type === "final") return { ...common, ...defined({ output: raw.output }) };
  const transitions = (raws: readonly RawTransition[]) => raws.map((transition) => settleTransition(transition, node, all));
  const on = new Map<string, Handler>();
  for (const { descriptor, forbidden, transitions: raws } of raw.on)
    on.set(descriptor, { descriptor, ...defined({ forbidden }), transitions: forbidden === undefined ? transitions(raws) : [] });
  const after = new Map(raw.after.map(({ delay, transitions: raws }) => [delay, { delay, transitions: transitions(raws) }]));
  const initial = type === "compound" ? pick(node.regions, raw.initial).key : undefined;
  const inner = children.length > 0;
  return {
    ...common,
    ...defined({
      initial,
      initialActions: initial === undefined ? undefined : settleActions(raw.initialActions, all),
      states: inner ? children.map((child) => settleNode(child, all)) : undefined,
      on: on.size === 0 ? undefined : [...on.values()],
      always: raw.always.length === 0 ? undefined : transitions(raw.always),
      after: after.size === 0 ? undefined : [...after.values()],
      onDone: raw.onDone.length === 0 || !inner ? undefined : transitions(raw.onDone),
    }),
  };
}

function settleTransition(raw: RawTransition, source: Node, all: readonly Node[]): Transition {
  return defined({
    targets: targetsOf(raw, source, all),
    guard: raw.guard === undefined ? undefined : settleGuard(raw.guard, all),
    actions: settleActions(raw.actions, all),
    reenter: raw.reenter,
  });
}

function targetsOf({ aim, spread, way }: RawTransition, source: Node, all: readonly Node[]): readonly string[] | undefined {
  if (aim === undefined) return undefined;
  const parallels = all.filter(({ type }) => type === "parallel");
  if (spread && parallels.length > 0) {
    return pick(parallels, aim).regions.map((region, index) => {
      const inside = region.all.filter(({ type }) => type !== "history");
      return pick(inside, aim + 7 * index).reference;
    });
  }
  const near = all.filter((node) => node.parent === source || node.parent === source.parent);
  const histories = all.filter(({ type }) => type === "history");
  const candidates = [way < 5 && near, way === 8 && histories, way === 9 && all].find((some) => some && some.length > 0);
  return [written(source, pick(candidates || all.slice(all.length > 1 ? 1 : 0), aim), way)];
}

/** A target as it is written at a source: relative to it or to its parent where it can be, else by id. */
function written(source: Node, target: Node, way: number): string {
  if (way % 3 === 0 || target.parent === undefined) return target.reference;
  if (isInside(target, source)) return `.${target.path.slice(source.path.length).join(".")}`;
  if (source.parent !== undefined && isInside(target, source.parent)) return relativeTo(source.parent, target);
  const above = target.parent;
  return above.id !== undefined && way % 2 === 0 ? `#${above.id}.${target.key}` : target.reference;
}

function relativeTo(parent: Node, target: Node): string {
  return target.path.slice(parent.path.length).join(".");
}

function isInside(node: Node, outer: Node): boolean {
  for (let above = node.parent; above !== undefined; above = above.parent) if (above === outer) return true;
  return false;
}

function settleActions(actions: readonly Action[] | undefined, all: readonly Node[]): readonly Action[] | undefined {
  return actions?.map((action) => {
    if (action.action !== "enqueue") return defined(action);
    const check = action.check === undefined ? undefined : settleGuard(action.check, all);
    const inner = (list: readonly Action[]) => settleActions(list, all) ?? [];
    return defined({ ...action, check, passed: inner(action.passed), failed: inner(action.failed) });
  });
}

function settleGuard(guard: Guard, all: readonly Node[]): Guard {
  if (guard.guard === "not") return { ...guard, of: settleGuard(guard.of, all) };
  if (guard.guard === "and" || guard.guard === "or") return { ...guard, of: guard.of.map((inner) => settleGuard(inner, all)) };
  if (guard.guard !== "in") return guard;
  const number = guard.state as number;
  const node = pick(all, number);
  return { guard: "in", state: number % 2 === 0 || node.path.length === 0 ? node.reference : stateValue(node.path, number) };
}

/** A path as XState's `matches` takes it: with dots, or as nested objects. */
function stateValue(path: readonly string[], number: number): unknown {
  if (number % 3 !== 0 || path.length === 1) return path.join(".");
  const inner: unknown = path.at(-1);
  return path.slice(0, -1).reduceRight((value, key) => ({ [key]: value }), inner);
}

/** The same without fields that are undefined. */
function defined<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}
