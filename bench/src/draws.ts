import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Mean of the exponentials, in units of time: large enough that whole numbers lose nothing, sums stay below 2^53. */
export const MEAN = 100_000_000;

/** How many there are: enough for a million customers' gaps and services. A power of two; past the end it begins anew. */
export const DRAWS = 2_097_152;

/** Exponentials rounded to whole units of time, so that sums are the same in every language and order. */
export function makeDraws(): Float64Array {
  const next = xorshift128();
  return Float64Array.from({ length: DRAWS }, () => Math.round(-Math.log((next() + 0.5) / 4_294_967_296) * MEAN));
}

/** The table of random numbers of all contenders, read from a file (doubles, little-endian) which is written if there is none. */
export function readDraws(file: string): Float64Array {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, makeDraws());
    renameSync(`${file}.${process.pid}`, file);
  }
  const bytes = readFileSync(file);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** One number after another from the table, every so many, beginning anew at its end. */
export class Draws {
  readonly #table: Float64Array;
  readonly #stride: number;
  readonly #mask: number;
  #index: number;

  constructor(table: Float64Array, start = 0, stride = 1) {
    this.#table = table;
    this.#stride = stride;
    this.#mask = table.length - 1;
    this.#index = start;
  }

  next(): number {
    const drawn = this.#table[this.#index] as number;
    this.#index = (this.#index + this.#stride) & this.#mask;
    return drawn;
  }
}

/** How long a customer's service takes: nine tenths of a draw, rounded down, so that the server is busy for 0.9 of the time. */
export function serviceTime(draw: number): number {
  return Math.floor(0.9 * draw);
}

/** Until when HOLD runs, so that it has about so many events. */
export function holdEnd(pending: number, count: number): number {
  return Math.round((count / pending) * MEAN);
}

/** Marsaglia's xorshift128 ("Xorshift RNGs", 2003), with his seeds. */
function xorshift128(): () => number {
  let x = 123_456_789;
  let y = 362_436_069;
  let z = 521_288_629;
  let w = 88_675_123;
  return () => {
    const t = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ t ^ (t >>> 8);
    return w >>> 0;
  };
}
