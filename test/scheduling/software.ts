import { type ModelEvent, type Nanoseconds, NEVER, now } from "@crosstalk/engine";
import type { Segment } from "@crosstalk/hardware";
import type { Admission } from "@crosstalk/scheduling";
import { enqueueActions, setup } from "xstate";

/** What an entity of the test software does next, when its processor has answered. */
export type Step =
  | { readonly run: readonly Segment[]; readonly timer?: Nanoseconds }
  | { readonly spin: readonly [word: string, value: number]; readonly timer?: Nanoseconds }
  /** Halts until an instant. */
  | { readonly halt: Nanoseconds }
  | { readonly sleep: Nanoseconds }
  | { readonly signal: readonly [word: string, value: number] }
  | { readonly ipi: readonly [entity: number, vector: string] }
  /** Commands of the owner's, as the kernel gives them while one of its processes makes a call. */
  | { readonly owner: readonly OwnerStep[] }
  /** Begins again. */
  | { readonly again: true }
  /** Gives no command, until the test does. */
  | { readonly silent: true };

/** A command of the owner, without addresses. */
export interface OwnerStep {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** An entity of the test software. */
export interface TestEntity extends Partial<Omit<Admission, "entity" | "client" | "index">> {
  readonly steps: readonly Step[];
}

/** How the test software is set up. */
export interface SoftwareInput {
  readonly path: string;
  readonly scheduler: string;
  readonly entities: readonly TestEntity[];
  /** What the owner does when a processor boots, beside admitting the entities, and at interrupts and traps, by name. */
  readonly on: { readonly [notice: string]: readonly OwnerStep[] };
}

/** What happened, in order. */
export interface Note {
  readonly at: Nanoseconds;
  readonly on: number;
  /** Absent: the owner was told. */
  readonly entity?: number;
  readonly what: string;
}

interface SoftwareContext extends SoftwareInput {
  place: number[];
  /** The burst that each entity has under way. */
  bursts: (readonly Segment[])[];
  timers: Nanoseconds[];
  notes: Note[];
}

interface Told {
  readonly type: string;
  readonly processor: number;
  readonly on: number;
  readonly vector: string;
  readonly interrupts: readonly string[];
  readonly left: number;
  readonly from: number;
  readonly entity: number;
  readonly trap?: { readonly cause: string };
  readonly name?: string;
}

interface Acting {
  readonly context: SoftwareContext;
  readonly on: number;
  readonly out: ModelEvent[];
}

function order({ context, on, out }: Acting, command: OwnerStep): void {
  out.push({ to: context.scheduler, on, ...command });
}

function note({ context, on }: Acting, what: string, entity?: number): void {
  context.notes.push(entity === undefined ? { at: now(), on, what } : { at: now(), on, entity, what });
}

function admitAll(acting: Acting): void {
  const { entities, path } = acting.context;
  const groups = 1 + Math.max(0, ...entities.map(({ group }) => group ?? 0));
  for (let group = 0; group < groups; group += 1) order(acting, { type: "GROUP", group, share: { weight: 1 } });
  entities.forEach(({ steps, ...given }, entity) => {
    const admission = { entity, client: path, index: entity, virtual: false, group: 0, share: { weight: 1 }, ...given };
    order(acting, { type: "ADMIT", admission });
    if (steps.length > 0) order(acting, { type: "INJECT", entity, vector: "start" });
  });
}

function takeNotice(acting: Acting, told: Told): void {
  const { context } = acting;
  const name =
    told.type === "INTERRUPTED" ? told.vector : told.type === "BOOTED" ? "boot" : (told.trap?.cause ?? told.name ?? "");
  note(acting, `${told.type.toLowerCase()}${told.type === "BOOTED" ? "" : ` ${name}`}`);
  if (told.type === "BOOTED" && context.place.length === 0) {
    context.place = context.entities.map(() => 0);
    admitAll(acting);
  }
  for (const command of context.on[name] ?? []) order(acting, command);
  order(acting, { type: "RETURN" });
}

function takeAnswer(acting: Acting, told: Told): void {
  const { context } = acting;
  const entity = told.processor;
  const interrupts = told.interrupts.map((vector) => ` ${vector}`).join("");
  const trap = told.trap === undefined ? "" : ` trap ${told.trap.cause}`;
  note(acting, told.type === "INTERRUPT" ? `woken${interrupts}` : `stopped ${told.left}${interrupts}${trap}`, entity);
  if (told.type === "STOPPED" && told.left > 0 && (context.bursts[entity]?.length ?? 0) > 0) {
    const rest = context.bursts[entity]?.slice(-told.left) ?? [];
    const burst = rest.map((segment, index) => (index === 0 ? { ...segment, from: told.from } : segment));
    context.bursts[entity] = burst;
    const timer = told.interrupts.includes("timer") ? NEVER : (context.timers[entity] ?? NEVER);
    order(acting, { type: "RUN", processor: entity, ticket: 0, burst, timer });
    return;
  }
  goOn(acting, entity);
}

function goOn(acting: Acting, entity: number): void {
  const { context } = acting;
  const step = context.entities[entity]?.steps[context.place[entity] as number];
  context.bursts[entity] = [];
  if (step === undefined) {
    order(acting, { type: "HALT", processor: entity, timer: NEVER });
    return;
  }
  context.place[entity] = (context.place[entity] as number) + 1;
  if ("run" in step) {
    const { run: burst, timer = NEVER } = step;
    context.bursts[entity] = burst;
    context.timers[entity] = timer;
    order(acting, { type: "RUN", processor: entity, ticket: 0, burst, timer });
  } else if ("spin" in step) {
    const [word, value] = step.spin;
    const until = { word, value };
    order(acting, { type: "SPIN", processor: entity, ticket: 0, until, account: `spin:${entity}`, timer: step.timer ?? NEVER });
  } else if ("halt" in step) order(acting, { type: "HALT", processor: entity, timer: step.halt });
  else if ("sleep" in step) order(acting, { type: "HALT", processor: entity, timer: now() + step.sleep });
  else if ("silent" in step) return;
  else {
    if ("again" in step) context.place[entity] = 0;
    else if ("owner" in step) for (const command of step.owner) order(acting, command);
    else if ("ipi" in step) order(acting, { type: "IPI", processor: entity, target: step.ipi[0], vector: step.ipi[1] });
    else order(acting, { type: "SIGNAL", processor: entity, token: { word: step.signal[0], value: step.signal[1] } });
    const ends = "owner" in step && step.owner.some((command) => command.type === "EXIT" && command.entity === entity);
    if (!ends) goOn(acting, entity);
  }
}

/** Owner and client of a scheduler in one: entities follow their steps, and everything that it is told is noted. */
export const softwareMachine = setup({
  types: {} as { context: SoftwareContext; events: ModelEvent; input: SoftwareInput; emitted: ModelEvent },
  actions: {
    take: enqueueActions(({ context, event, enqueue }) => {
      const told = event as unknown as Told;
      const acting: Acting = { context, on: told.on, out: [] };
      if (told.type === "STOPPED" || told.type === "INTERRUPT") takeAnswer(acting, told);
      else takeNotice(acting, told);
      for (const sent of acting.out) enqueue.emit(sent);
    }),
  },
}).createMachine({
  id: "software",
  context: ({ input }) => ({
    ...input,
    place: [],
    bursts: input.entities.map(() => []),
    timers: input.entities.map(() => NEVER),
    notes: [],
  }),
  initial: "up",
  states: { up: { on: { "*": { actions: "take" } } } },
});
