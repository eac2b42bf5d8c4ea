import { assign, cancel, emit, enqueueActions, log, raise, sendTo } from "xstate";
import type { Action, Delay, DelayName, ModelledEvent } from "./blueprint.ts";
import { buildGuard } from "./build-guard.ts";
import { countOf, type Journal, type Seen } from "./journal.ts";

/** What a function of a machine gets beside context and event. */
interface Acting extends Seen {
  readonly self: { send(event: unknown): void; getSnapshot(): { readonly value: unknown; readonly status: string } };
}

/** Builds actions as XState takes them; all that they see goes to a journal. */
export class ActionBuilder {
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  build(action: Action): unknown {
    const journal = this.#journal;
    switch (action.action) {
      case "inline":
        return (seen: Acting) =>
          action.peek === true
            ? journal.called("inline", action.mark, seen, seen.self.getSnapshot().value, seen.self.getSnapshot().status)
            : journal.called("inline", action.mark, seen);
      case "named":
        return this.#named(action.mark, action.params ?? "none");
      case "missing":
        return { type: "missing" };
      case "assign":
        return this.#assign(action.form, action.mark);
      case "raise":
        return raise(this.#event(action.type, action.dynamic === true) as never, this.#timing(action) as never);
      case "cancel":
        return cancel(action.dynamic === true ? ((() => action.id) as never) : action.id);
      case "send": {
        const to = action.internal === true ? "#_internal" : ({ self }: Acting) => self;
        return sendTo(to as never, this.#event(action.type, true) as never, this.#timing(action) as never);
      }
      case "self.send":
        return (seen: Acting) => {
          journal.called("self.send", action.type, seen);
          seen.self.send(this.#next(action.type, seen));
          journal.note("sent", seen.self.getSnapshot().value);
        };
      case "emit":
        return emit(this.#event(action.type, action.dynamic === true) as never);
      case "enqueue":
        return this.#enqueue(action);
      case "log":
        return log(((seen: Seen) => `${action.mark} ${seen.event.type} ${countOf(seen)}`) as never, "label");
      case "throws":
        return (seen: Seen) => {
          journal.called("throws", action.from, seen);
          if (countOf(seen) >= action.from) throw new Error(`action fails at ${countOf(seen)}`);
        };
    }
  }

  /** What the names stand for; `missing` stands for nothing. */
  implementations(): { readonly actions: object; readonly delays: object } {
    const journal = this.#journal;
    const delays: Omit<Record<DelayName, unknown>, "missing"> = {
      short: 5,
      long: 40,
      counted: (seen: Seen) => {
        journal.called("delay", "counted", seen);
        return countOf(seen) % 7;
      },
      eventful: ({ event }: Seen) => 3 * (event.number ?? 1),
      never: Number.POSITIVE_INFINITY,
      throwing: (seen: Seen) => {
        if (countOf(seen) > 0) throw new Error("delay fails");
        return 8;
      },
    };
    const actions = {
      note: (seen: Acting, params: unknown) => journal.called("note", "named", seen, params ?? null),
      increment: assign({ count: (seen: Seen) => countOf(seen) + 1 } as never),
    };
    return { actions, delays };
  }

  #named(mark: number, params: "static" | "dynamic" | "none"): unknown {
    if (params === "none") return mark % 2 === 0 ? "note" : { type: "note" };
    if (params === "static") return { type: "note", params: { mark } };
    return { type: "note", params: (seen: Seen) => ({ mark, count: countOf(seen), event: seen.event.type }) };
  }

  #assign(form: "object" | "function" | "named" | "throws", mark: number): unknown {
    const journal = this.#journal;
    if (form === "named") return "increment";
    if (form === "object")
      return assign({
        count: (seen: Seen) => {
          journal.called("assign", mark, seen);
          return countOf(seen) + 1;
        },
        last: (seen: Seen) => `${seen.event.type}@${countOf(seen)}`,
        fixed: mark,
      } as never);
    return assign(((seen: Seen) => {
      journal.called("assign", mark, seen);
      if (form === "throws" && countOf(seen) > 1) throw new Error(`assign fails at ${countOf(seen)}`);
      return { count: countOf(seen) + 2, list: [...((seen.context?.list as number[]) ?? []).slice(-3), mark] };
    }) as never);
  }

  #event(type: string, dynamic: boolean): unknown {
    if (!dynamic) return { type, number: 1 };
    return (seen: Seen) => {
      this.#journal.called("event", type, seen);
      return this.#next(type, seen);
    };
  }

  /** An event that follows from another: chains of them end soon, most of the time. */
  #next(type: string, { event }: Seen): ModelledEvent {
    const number = (event.number ?? 0) + 1;
    return { type: number > 4 ? "quiet" : type, number };
  }

  #timing({ delay, id }: { readonly delay?: Delay | undefined; readonly id?: string | undefined }): object | undefined {
    if (delay === undefined && id === undefined) return undefined;
    const named = id === undefined ? {} : { id };
    if (delay === undefined) return named;
    return { ...named, delay: delay === "inline" ? (seen: Seen) => 2 + (countOf(seen) % 3) : delay };
  }

  #enqueue({ check: guard, passed, failed }: Action & { readonly action: "enqueue" }): unknown {
    return enqueueActions(((seen: Seen & { enqueue: Enqueue; check: (guard: unknown) => boolean }) => {
      const chosen = guard === undefined || seen.check(buildGuard(guard)) ? passed : failed;
      this.#journal.called("enqueue", chosen.length, seen);
      for (const action of chosen) this.#enqueueOne(action, seen.enqueue);
    }) as never);
  }

  /** Half of what can be enqueued has a method of its own; both ways are used. */
  #enqueueOne(action: Action, enqueue: Enqueue): void {
    if (action.action === "emit") enqueue.emit(this.#event(action.type, action.dynamic === true));
    else if (action.action === "raise")
      enqueue.raise(this.#event(action.type, action.dynamic === true), this.#timing(action) ?? {});
    else if (action.action === "cancel") enqueue.cancel(action.id);
    else if (action.action === "assign" && action.form === "object")
      enqueue.assign({ count: (seen: Seen) => countOf(seen) + 1, fixed: action.mark });
    else enqueue(this.build(action));
  }
}

interface Enqueue {
  (action: unknown): void;
  emit(event: unknown): void;
  raise(event: unknown, options: object): void;
  cancel(id: string): void;
  assign(assignment: object): void;
}
