import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Code, compileProgram, type Instruction } from "./code.ts";
import { choose, compute, exec, forever, fork, mark, type Program, parallel, repeat, sequence, sleep } from "./program.ts";

/** What running a program does, as text, by a direct reading of the tree; branches go the way that the list says. */
function reference(program: Program, ways: number[]): string[] {
  switch (program.do) {
    case "sequence":
      return program.steps.flatMap((step) => reference(step, ways));
    case "repeat":
      return Array.from({ length: program.count }, () => program.body).flatMap((body) => reference(body, ways));
    case "choose": {
      const way = (ways.shift() ?? 0) % program.ways.length;
      return reference((program.ways[way] as { body: Program }).body, ways);
    }
    case "fork":
      return [`fork ${program.label} ${program.how} {${[...reference(program.child, [...ways]), "exit"].join("; ")}}`];
    case "parallel":
      return [
        ...program.bodies.map((body) => `thread {${[...reference(body, [...ways]), "exit"].join("; ")}}`),
        ...program.bodies.map(() => "join"),
      ];
    case "forever":
      return ["endless"];
    default:
      return [text(program)];
  }
}

function text(operation: { readonly do: string; readonly name?: string }): string {
  return operation.name ?? operation.do;
}

/** The same, by walking compiled code. */
function walk(code: Code, entry: number, ways: number[]): string[] {
  const done: string[] = [];
  const rounds: number[] = [];
  let pc = entry;
  for (;;) {
    const instruction = code[pc] as Instruction;
    switch (instruction.do) {
      case "loop":
        if (instruction.count === 0) pc = instruction.end;
        else {
          rounds.push(instruction.count);
          pc += 1;
        }
        break;
      case "next": {
        const left = (rounds.pop() as number) - 1;
        if (left > 0) rounds.push(left);
        pc = left > 0 ? instruction.start : pc + 1;
        break;
      }
      case "jump":
        pc = instruction.target;
        break;
      case "branch":
        pc = instruction.targets[(ways.shift() ?? 0) % instruction.targets.length] as number;
        break;
      case "exit":
        expect(rounds).toEqual([]);
        return done;
      case "fork": {
        const child = [...walk(code, instruction.entry, [...ways]), "exit"].join("; ");
        done.push(
          instruction.label >= 1_000_000 ? `thread {${child}}` : `fork ${instruction.label} ${instruction.how} {${child}}`,
        );
        pc += 1;
        break;
      }
      case "wait":
        done.push("join");
        pc += 1;
        break;
      default:
        done.push(text(instruction));
        pc += 1;
    }
  }
}

const { program } = fc.letrec<{ program: Program }>((tie) => ({
  program: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom("a", "b", "c").map(mark),
    fc.constant(compute(5)),
    fc.array(tie("program"), { maxLength: 3 }).map((steps) => sequence(...steps)),
    fc.tuple(fc.integer({ min: 0, max: 3 }), tie("program")).map(([count, body]) => repeat(count, body)),
    fc
      .array(tie("program"), { minLength: 1, maxLength: 3 })
      .map((bodies) => choose(...bodies.map((body, index) => ({ weight: index + 1, body })))),
    fc.tuple(tie("program"), fc.integer({ min: 0, max: 9 })).map(([child, label]) => fork(child, label)),
    fc.array(tie("program"), { maxLength: 3 }).map((bodies) => parallel(...bodies)),
  ),
}));

describe("compiled code", () => {
  test("does what the program says, and its children do what theirs say", () => {
    fc.assert(
      fc.property(program, fc.array(fc.nat(10), { maxLength: 50 }), (tree, ways) => {
        expect(walk(compileProgram(tree), 0, [...ways])).toEqual(reference(tree, [...ways]));
      }),
      { numRuns: 300 },
    );
  });

  test("has only addresses within itself, and every way ends with exit or goes on", () => {
    fc.assert(
      fc.property(program, (tree) => {
        const code = compileProgram(tree);
        for (const instruction of code) {
          const targets =
            instruction.do === "jump"
              ? [instruction.target]
              : instruction.do === "branch"
                ? instruction.targets
                : instruction.do === "loop"
                  ? [instruction.end]
                  : instruction.do === "next"
                    ? [instruction.start]
                    : instruction.do === "fork"
                      ? [instruction.entry]
                      : [];
          for (const target of targets) expect(target >= 0 && target < code.length).toBe(true);
        }
        expect(code.at(-1)).toEqual({ do: "exit", killed: false });
      }),
    );
  });

  test("is as long as the program, however often it repeats", () => {
    expect(compileProgram(repeat(1_000_000, compute(1)))).toHaveLength(4);
    expect(compileProgram(repeat(1_000_000, sequence()))).toEqual([{ do: "exit", killed: false }]);
  });

  test("of an endless program goes back to its beginning", () => {
    expect(compileProgram(sequence(exec("sh"), forever(sleep(5)))).map(({ do: name }) => name)).toEqual([
      "exec",
      "sleep",
      "jump",
      "exit",
    ]);
  });

  test("gives all threads made side by side labels of their own", () => {
    const code = compileProgram(sequence(parallel(mark("a"), mark("b")), parallel(mark("c"))));
    const labels = code.flatMap((each) => (each.do === "fork" ? [each.label] : []));
    expect(new Set(labels).size).toBe(3);
    expect(code.flatMap((each) => (each.do === "wait" ? [each.label] : []))).toEqual(labels);
  });
});

describe("a program that can't be run is refused:", () => {
  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("repeating %s times", (count) => {
    expect(() => compileProgram(repeat(count, compute(1)))).toThrow(
      `a program repeats ${count} times; allowed is a whole number`,
    );
  });

  test("repeating nothing forever", () => {
    expect(() => compileProgram(forever(sequence()))).toThrow("a program repeats nothing forever");
    expect(() => compileProgram(forever(repeat(5, sequence())))).toThrow("a program repeats nothing forever");
  });

  test("choosing among nothing, or by weights that are none", () => {
    for (const ways of [[], [0], [1, -1], [Number.NaN]]) {
      const program = choose(...ways.map((weight) => ({ weight, body: compute(1) })));
      expect(() => compileProgram(program)).toThrow("allowed are weights of at least 0, one of them above 0");
    }
  });
});
