import type { NameCall } from "./kernel/names/name-call.ts";
import type { Operation, Program } from "./program.ts";

/** A step of compiled code: an operation, or where to go on. Addresses are indexes into the code. */
export type Instruction =
  | Exclude<Operation, { do: "fork" | "name" }>
  /** `failed`: where to go on if the call fails; absent: behind it. */
  | (Operation & { readonly do: "name" } & { readonly failed?: number })
  | { readonly do: "fork"; readonly label: number; readonly entry: number; readonly how: "process" | "vfork" | "thread" }
  /** Begins a loop of so many rounds. */
  | { readonly do: "loop"; readonly count: number; readonly end: number }
  /** Ends a round: back to `start` if rounds are left. */
  | { readonly do: "next"; readonly start: number }
  | { readonly do: "jump"; readonly target: number }
  | { readonly do: "branch"; readonly weights: readonly number[]; readonly targets: readonly number[] };

/** A program laid out flat: a position in it is an index and the rounds left of the loops around it. */
export type Code = readonly Instruction[];

/** Labels of the children that `parallel` makes lie above those that programs choose. */
const PARALLEL_LABELS = 1_000_000;

/** Lays a program out flat. Programs of children follow their parents'; all end with `exit`. */
export function compileProgram(program: Program): Code {
  const code: Instruction[] = [];
  const pending: { at: number; child: Program }[] = [];
  let parallels = 0;

  const emit = (node: Program): void => {
    switch (node.do) {
      case "sequence":
        for (const step of node.steps) emit(step);
        break;
      case "repeat":
        emitLoop(node.count, node.body);
        break;
      case "forever": {
        const start = code.length;
        emit(node.body);
        if (code.length === start) throw new RangeError("a program repeats nothing forever");
        code.push({ do: "jump", target: start });
        break;
      }
      case "retry":
        emitRetry(node.call, node.pause);
        break;
      case "choose":
        emitWays(node.ways);
        break;
      case "parallel":
        emitParallel(node.bodies);
        break;
      case "fork":
        pending.push({ at: code.length, child: node.child });
        code.push({ do: "fork", label: node.label, entry: -1, how: node.how });
        break;
      default:
        code.push(node);
    }
  };

  const emitLoop = (count: number, body: Program): void => {
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`a program repeats ${count} times; allowed is a whole number of at least 0`);
    const loop = code.length;
    code.push({ do: "loop", count, end: -1 });
    emit(body);
    if (code.length === loop + 1) {
      code.pop();
      return;
    }
    code.push({ do: "next", start: loop + 1 });
    code[loop] = { do: "loop", count, end: code.length };
  };

  const emitRetry = (call: NameCall, pause: Program): void => {
    const start = code.length;
    code.push({ do: "name", call, failed: start + 2 }, { do: "jump", target: -1 });
    emit(pause);
    if (code.length === start + 2) throw new RangeError("a program tries again without a pause");
    code.push({ do: "jump", target: start });
    code[start + 1] = { do: "jump", target: code.length };
  };

  const emitWays = (ways: readonly { readonly weight: number; readonly body: Program }[]): void => {
    if (!(ways.reduce((sum, { weight }) => sum + weight, 0) > 0) || ways.some(({ weight }) => !(weight >= 0)))
      throw new RangeError("a program chooses; allowed are weights of at least 0, one of them above 0");
    const branch = code.length;
    code.push({ do: "jump", target: -1 });
    const jumps: number[] = [];
    const targets = ways.map(({ body }) => {
      const target = code.length;
      emit(body);
      jumps.push(code.length);
      code.push({ do: "jump", target: -1 });
      return target;
    });
    for (const jump of jumps) code[jump] = { do: "jump", target: code.length };
    code[branch] = { do: "branch", weights: ways.map(({ weight }) => weight), targets };
  };

  const emitParallel = (bodies: readonly Program[]): void => {
    const first = PARALLEL_LABELS + parallels;
    parallels += bodies.length;
    bodies.forEach((child, index) => {
      emit({ do: "fork", label: first + index, child, how: "thread" });
    });
    bodies.forEach((_, index) => {
      emit({ do: "wait", label: first + index, any: false, reaps: true, through: "futex" });
    });
  };

  emit(program);
  code.push({ do: "exit", killed: false });
  for (let fork = pending.shift(); fork !== undefined; fork = pending.shift()) {
    code[fork.at] = { ...(code[fork.at] as Instruction & { do: "fork" }), entry: code.length };
    emit(fork.child);
    code.push({ do: "exit", killed: false });
  }
  return code;
}
