import type { Comparator, Condition } from "./condition.ts";

interface Token {
  readonly text: string;
  /** Where it begins, from 1. */
  readonly at: number;
  readonly kind: "sign" | "word";
}

const comparators: Readonly<Record<string, Comparator>> = {
  "=": "=",
  "==": "=",
  "!=": "!=",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

/** A word stands where a comparison should: the name of a factor or a level, most likely. */
export class LoneWordError extends Error {
  readonly word: string;

  constructor(word: string) {
    super(`${word} alone is no comparison`);
    this.word = word;
  }
}

/**
 * Reads a filter: comparisons such as `platform=xen*` or `hogs>1`, joined by `&&`, `||`, `!` and parentheses, where `&&` binds
 * closer than `||`. Words with blanks or signs stand in single or double quotes.
 *
 * @throws {Error} saying where the text stops to be a filter, and what could stand there.
 */
export function parseCondition(text: string): Condition {
  return new Parser(tokensOf(text)).whole();
}

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = /\s*(?:(&&|\|\||[<>!=]=|[<>=!()])|"([^"]*)"|'([^']*)'|([^\s()&|!=<>"']+))/y;
  const end = text.trimEnd().length;
  while (pattern.lastIndex < end) {
    const from = pattern.lastIndex;
    const [whole, sign, ...words] = pattern.exec(text) ?? [];
    if (whole === undefined) {
      const at = from + text.slice(from).search(/\S/);
      throw new Error(`at character ${at + 1} there is ${text[at]}, which has no meaning here`);
    }
    const token = sign ?? words.find((word) => word !== undefined) ?? "";
    tokens.push({ text: token, at: from + whole.search(/\S/) + 1, kind: sign === undefined ? "word" : "sign" });
  }
  return tokens;
}

/** Recursive descent, one method for each rule of the grammar. */
class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Condition {
    const condition = this.#anyOf();
    if (this.#next < this.#tokens.length) throw this.#expected("&&, || or the end");
    return condition;
  }

  #anyOf(): Condition {
    return this.#joined("or", "||", () => this.#joined("and", "&&", () => this.#single()));
  }

  #joined(kind: "and" | "or", sign: string, part: () => Condition): Condition {
    const parts = [part()];
    while (this.#takes(sign)) parts.push(part());
    return parts.length === 1 ? (parts[0] as Condition) : { kind, parts };
  }

  #single(): Condition {
    if (this.#takes("!")) return { kind: "not", part: this.#single() };
    if (!this.#takes("(")) return this.#comparison();
    const inner = this.#anyOf();
    if (!this.#takes(")")) throw this.#expected("a closing parenthesis");
    return inner;
  }

  #comparison(): Condition {
    const factor = this.#word("a factor");
    const sign = this.#tokens[this.#next];
    const comparator = sign?.kind === "sign" ? comparators[sign.text] : undefined;
    if (comparator === undefined) {
      const isAlone = sign === undefined || ["&&", "||", ")"].includes(sign.text);
      throw isAlone ? new LoneWordError(factor) : this.#expected("one of = != < <= > >=");
    }
    this.#next += 1;
    return { kind: "comparison", factor, comparator, value: this.#word("a level") };
  }

  #word(what: string): string {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "word") throw this.#expected(what);
    this.#next += 1;
    return token.text;
  }

  #takes(sign: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== "sign" || token.text !== sign) return false;
    this.#next += 1;
    return true;
  }

  #expected(what: string): Error {
    const token = this.#tokens[this.#next];
    const where = token === undefined ? "it ends" : `at character ${token.at} there is ${token.text}`;
    return new Error(`${where} where ${what} is expected`);
  }
}
