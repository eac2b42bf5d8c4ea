/** Where something is written. */
export interface Place {
  /** Path of the file, as the user would name it. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Steps from the whole to one of its parts: names of fields, numbers of entries from 0. */
export type Path = readonly PropertyKey[];

/** Most characters of a path in a message. */
const LONGEST_PATH = 120;

/** A path as people read it, such as `tenants.victim.programs[0]`, cut where it is long; the whole is `the file`. */
export function pathText(path: Path): string {
  if (path.length === 0) return "the file";
  const text = path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${String(step)}`))
    .join("");
  return text.length > LONGEST_PATH ? `${text.slice(0, LONGEST_PATH - 3)}...` : text;
}

/** Where the parts of a document are written, by path. A part that is not there has the place of what it would be in. */
export class Places {
  readonly #places = new Map<string, Place>();
  readonly #whole: Place;

  constructor(whole: Place) {
    this.#whole = whole;
  }

  set(path: Path, place: Place): void {
    this.#places.set(keyOf(path), place);
  }

  of(path: Path): Place {
    for (let length = path.length; length > 0; length -= 1) {
      const place = this.#places.get(keyOf(path.slice(0, length)));
      if (place !== undefined) return place;
    }
    return this.#whole;
  }
}

const keyOf = (path: Path): string => JSON.stringify(path.map(String));
