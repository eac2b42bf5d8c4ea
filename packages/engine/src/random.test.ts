import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RandomStream, RandomStreams } from "./random.ts";

const COUNT = 200_000;

function moments(
  draw: (stream: RandomStream) => number,
  name: string,
): { mean: number; variance: number; least: number; most: number } {
  const stream = new RandomStreams(2026).stream(name);
  let sum = 0;
  let squares = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < COUNT; index += 1) {
    const value = draw(stream);
    sum += value;
    squares += value * value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const mean = sum / COUNT;
  return { mean, variance: squares / COUNT - mean * mean, least, most };
}

const gamma15 = Math.sqrt(Math.PI) / 2;

/** Name, draw, mean, variance, least possible value. */
const distributions: readonly [string, (stream: RandomStream) => number, number, number, number][] = [
  ["uniform", (stream) => stream.uniform(), 0.5, 1 / 12, 0],
  ["positive", (stream) => stream.positive(), 0.5, 1 / 12, Number.MIN_VALUE],
  ["uniformBetween", (stream) => stream.uniformBetween(-2, 4), 1, 3, -2],
  ["integer", (stream) => stream.integer(1, 6), 3.5, 35 / 12, 1],
  ["bernoulli", (stream) => Number(stream.bernoulli(0.3)), 0.3, 0.21, 0],
  ["exponential", (stream) => stream.exponential(5), 5, 25, 0],
  ["erlang", (stream) => stream.erlang(4, 2), 2, 1, 0],
  ["hyperexponential", (stream) => stream.hyperexponential(0.25, 4, 1), 1.75, 2 * (0.25 * 16 + 0.75) - 1.75 * 1.75, 0],
  ["normal", (stream) => stream.normal(3, 2), 3, 4, Number.NEGATIVE_INFINITY],
  ["lognormal", (stream) => stream.lognormal(10, 0.5), 10, 25, 0],
  ["pareto", (stream) => stream.pareto(2, 6), 2.4, (4 * 6) / (25 * 4), 2],
  ["weibull", (stream) => stream.weibull(1, 2), gamma15, 1 - gamma15 * gamma15, 0],
  ["geometric", (stream) => stream.geometric(0.2), 4, 20, 0],
  ["poisson", (stream) => stream.poisson(7.5), 7.5, 7.5, 0],
  ["weighted", (stream) => stream.weighted([1, 2, 1]), 1, 0.5, 0],
];

describe("a random stream", () => {
  it.each(distributions)("has the mean, variance and range of %s", (name, draw, mean, variance, least) => {
    const found = moments(draw, name);
    expect(Math.abs(found.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / COUNT));
    expect(Math.abs(found.variance / variance - 1)).toBeLessThan(0.05);
    expect(found.least).toBeGreaterThanOrEqual(least);
  });

  it("keeps the tail of an exponential, not only its moments", () => {
    const stream = new RandomStreams(1).stream("tail");
    const beyond = Array.from({ length: COUNT }, () => stream.exponential(1)).filter((value) => value > 5).length / COUNT;
    expect(Math.abs(beyond - Math.exp(-5))).toBeLessThan(4 * Math.sqrt(Math.exp(-5) / COUNT));
  });

  it("fills sixteen cells evenly with uniforms, and pairs of successive ones too", () => {
    const stream = new RandomStreams(3).stream("cells");
    const cells = new Array<number>(256).fill(0);
    let before = 0;
    for (let index = 0; index < COUNT; index += 1) {
      const cell = Math.floor(stream.uniform() * 16);
      cells[before * 16 + cell] = (cells[before * 16 + cell] as number) + 1;
      before = cell;
    }
    const expected = COUNT / 256;
    const chiSquare = cells.reduce((sum, count) => sum + ((count - expected) * (count - expected)) / expected, 0);
    expect(chiSquare).toBeGreaterThan(165); // 255 degrees of freedom: all but one in 10^5 samples lie between
    expect(chiSquare).toBeLessThan(360);
  });

  it("stays within its bounds whatever they are", () => {
    const stream = new RandomStreams(4).stream("bounds");
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(1_000_000), (low, span) => {
        const high = Math.min(low + span, Number.MAX_SAFE_INTEGER);
        const whole = stream.integer(low, high);
        expect(whole >= low && whole <= high && Number.isSafeInteger(whole)).toBe(true);
        const real = stream.uniformBetween(low, high);
        expect(real >= low && (real < high || low === high)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, (stream: RandomStream) => unknown]>([
    ["a negative mean", (stream) => stream.exponential(-1)],
    ["a mean that is not a number", (stream) => stream.exponential(Number.NaN)],
    ["a probability above one", (stream) => stream.bernoulli(1.1)],
    ["no phases", (stream) => stream.erlang(0, 1)],
    ["an empty range", (stream) => stream.integer(3, 2)],
    ["a fractional range", (stream) => stream.integer(0, 1.5)],
    ["weights that sum to nothing", (stream) => stream.weighted([0, 0])],
    ["a negative weight", (stream) => stream.weighted([3, -1])],
    ["a negative standard deviation", (stream) => stream.normal(0, -1)],
    ["a negative coefficient of variation", (stream) => stream.lognormal(1, -0.5)],
    ["a shape of zero", (stream) => stream.weibull(1, 0)],
  ])("refuses %s", (_what, draw) => {
    expect(() => draw(new RandomStreams(1).stream("bad"))).toThrow(/allowed is/);
  });

  it("draws these values, on which every golden fingerprint rests: changing the generator or its seeding changes all runs", () => {
    const stream = new RandomStreams(42).stream("tenant2/web: think");
    expect([stream.uniform(), stream.uniform(), stream.exponential(1), stream.integer(0, 999)]).toEqual([
      0.26967419216864585, 0.01397230217153711, 0.9706681408627772, 107,
    ]);
  });
});

describe("the random streams of a run", () => {
  const take = (stream: RandomStream, count = 100) => Array.from({ length: count }, () => stream.uniform());

  it("do not depend on which others exist, nor on who draws first", () => {
    const alone = take(new RandomStreams(7).stream("web: think"));
    const streams = new RandomStreams(7);
    const crowd = Array.from({ length: 50 }, (_, index) => streams.stream(`other ${index}`));
    const mixed = alone.map(() => {
      for (const other of crowd) other.uniform();
      return streams.stream("web: think").uniform();
    });
    expect(mixed).toEqual(alone);
  });

  it("differ by name and by seed, even where only one character does", () => {
    const firsts = new Set<number>();
    for (let seed = 0; seed < 100; seed += 1) {
      for (let name = 0; name < 100; name += 1) firsts.add(new RandomStreams(seed).stream(`actor ${name}`).uniform());
    }
    expect(firsts.size).toBe(10_000);
  });

  it("are uncorrelated between neighbouring names and seeds", () => {
    const base = take(new RandomStreams(0).stream("actor 0"), 20_000);
    for (const other of [
      new RandomStreams(0).stream("actor 1"),
      new RandomStreams(1).stream("actor 0"),
      new RandomStreams(0).stream("actor 0 "),
    ]) {
      const values = take(other, 20_000);
      const covariance = base.reduce((sum, value, index) => sum + (value - 0.5) * ((values[index] as number) - 0.5), 0) / 20_000;
      expect(Math.abs(covariance * 12)).toBeLessThan(4 / Math.sqrt(20_000));
    }
  });

  it("go on from a saved state, in new streams and in ones that somebody holds already", () => {
    const original = new RandomStreams(9);
    take(original.stream("a"), 13);
    take(original.stream("b"), 5);
    const saved = JSON.parse(JSON.stringify(original.save())) as Record<string, number[]>;
    const holder = new RandomStreams(9);
    const held = holder.stream("a");
    const unsaved = holder.stream("c");
    const beginning = take(new RandomStreams(9).stream("c"));
    take(held, 3);
    take(unsaved, 3);
    holder.restore(saved);
    const expected = take(original.stream("a"));
    expect(take(held)).toEqual(expected);
    expect(take(new RandomStreams(9, saved).stream("a"))).toEqual(expected);
    expect(take(holder.stream("b"))).toEqual(take(original.stream("b")));
    expect(take(unsaved)).toEqual(beginning);
  });
});
