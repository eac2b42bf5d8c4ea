import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { ModelError } from "./errors.ts";
import { hashString, mix } from "./hash.ts";

type Generator = ReturnType<typeof xoroshiro128plusFromState>;

function check(holds: boolean, what: string, value: number, allowed: string): void {
  if (!holds) throw new ModelError(`${what} is ${value}; allowed is ${allowed}`, "BAD_RANDOM");
}

/**
 * One independent stream of random numbers: xoroshiro128+ seeded from (run seed, name). Draws cost one generator step
 * for each 32 bits; all distributions are by inversion or by rejection with sums, products, `log`, `sqrt`, `sin` and
 * `cos` only, which are equal on every supported Node.
 */
export class RandomStream {
  readonly name: string;
  #generator: Generator;

  constructor(name: string, generator: Generator) {
    this.name = name;
    this.#generator = generator;
  }

  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number {
    const high = this.#generator.next() >>> 5;
    const low = this.#generator.next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** Uniform in (0, 1): safe to take the logarithm of. */
  positive(): number {
    for (;;) {
      const draw = this.uniform();
      if (draw > 0) return draw;
    }
  }

  /** Uniform in [low, high). */
  uniformBetween(low: number, high: number): number {
    check(high >= low, "the upper end of a uniform distribution", high, `at least ${low}`);
    const draw = low + (high - low) * this.uniform();
    return draw < high ? draw : low; // rounding may reach the upper end
  }

  /** A whole number in [low, high], each equally likely. */
  integer(low: number, high: number): number {
    const span = high - low + 1;
    const holds = Number.isSafeInteger(low) && Number.isSafeInteger(high) && span >= 1 && span <= Number.MAX_SAFE_INTEGER;
    check(holds, "the upper end of a range", high, `a whole number of at least ${low}`);
    return low + Math.floor(this.uniform() * span);
  }

  /** True with the given probability. */
  bernoulli(probability: number): boolean {
    check(probability >= 0 && probability <= 1, "a probability", probability, "0 to 1");
    return this.uniform() < probability;
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    check(mean > 0, "the mean of an exponential distribution", mean, "above 0");
    return -mean * Math.log(this.positive());
  }

  /** Sum of `phases` exponentials, with the given mean of the sum: Erlang, squared coefficient of variation 1/phases. */
  erlang(phases: number, mean: number): number {
    check(
      Number.isSafeInteger(phases) && phases >= 1,
      "the phases of an Erlang distribution",
      phases,
      "a whole number of at least 1",
    );
    let sum = 0;
    for (let phase = 0; phase < phases; phase += 1) sum += this.exponential(mean / phases);
    return sum;
  }

  /** Two exponentials by chance: mean `first` with `probability`, else `second`. Squared coefficient of variation above 1. */
  hyperexponential(probability: number, first: number, second: number): number {
    return this.exponential(this.bernoulli(probability) ? first : second);
  }

  /** Normal (Box and Muller; the second of the pair is not kept, so that the state is the generator's alone). */
  normal(mean: number, standardDeviation: number): number {
    check(standardDeviation >= 0, "a standard deviation", standardDeviation, "at least 0");
    const radius = Math.sqrt(-2 * Math.log(this.positive()));
    return mean + standardDeviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Lognormal with the given mean and coefficient of variation of the variable itself (not of its logarithm). */
  lognormal(mean: number, coefficientOfVariation: number): number {
    check(mean > 0, "the mean of a lognormal distribution", mean, "above 0");
    check(coefficientOfVariation >= 0, "a coefficient of variation", coefficientOfVariation, "at least 0");
    const variance = Math.log1p(coefficientOfVariation * coefficientOfVariation);
    return Math.exp(this.normal(Math.log(mean) - variance / 2, Math.sqrt(variance)));
  }

  /** Pareto: at least `scale`, with tail index `shape`; its mean is finite for a shape above 1. */
  pareto(scale: number, shape: number): number {
    check(scale > 0, "the scale of a Pareto distribution", scale, "above 0");
    check(shape > 0, "the shape of a Pareto distribution", shape, "above 0");
    return scale * Math.exp(-Math.log(this.positive()) / shape);
  }

  /** Weibull with the given scale and shape. */
  weibull(scale: number, shape: number): number {
    check(scale > 0, "the scale of a Weibull distribution", scale, "above 0");
    check(shape > 0, "the shape of a Weibull distribution", shape, "above 0");
    return scale * Math.exp(Math.log(-Math.log(this.positive())) / shape);
  }

  /** Failures before the first success: 0, 1, 2 … */
  geometric(probability: number): number {
    check(probability > 0 && probability <= 1, "a probability of success", probability, "above 0, at most 1");
    return probability === 1 ? 0 : Math.floor(Math.log(this.positive()) / Math.log1p(-probability));
  }

  /** Poisson with the given mean, by counting exponential gaps; time grows with the mean. */
  poisson(mean: number): number {
    check(mean >= 0 && mean <= 1e6, "the mean of a Poisson distribution", mean, "0 to 1e6");
    let count = -1;
    for (let sum = 0; sum <= mean; count += 1) sum += this.exponential(1);
    return Math.max(0, count);
  }

  /** Index into a list of weights, with probability in proportion. */
  weighted(weights: readonly number[]): number {
    let total = 0;
    for (const weight of weights) {
      check(weight >= 0, "a weight", weight, "at least 0");
      total += weight;
    }
    check(total > 0, "the sum of weights", total, "above 0");
    let rest = this.uniform() * total;
    for (let index = 0; index < weights.length; index += 1) {
      rest -= weights[index] as number;
      if (rest < 0) return index;
    }
    return weights.findLastIndex((weight) => weight > 0); // rounding may reach the upper end
  }

  /** The generator's state: four 32-bit words. */
  get state(): readonly number[] {
    return this.#generator.getState();
  }

  set state(words: readonly number[]) {
    this.#generator = xoroshiro128plusFromState(words);
  }
}

/** The named random streams of a run: one for each (seed, name), independent of which others exist. */
export class RandomStreams {
  readonly seed: number;
  readonly #streams = new Map<string, RandomStream>();

  constructor(seed: number, saved: Readonly<Record<string, readonly number[]>> = {}) {
    this.seed = seed;
    this.restore(saved);
  }

  /** The stream of that name; the same object each time. */
  stream(name: string): RandomStream {
    const known = this.#streams.get(name);
    if (known !== undefined) return known;
    const made = new RandomStream(name, xoroshiro128plusFromState(this.#initialState(name)));
    this.#streams.set(name, made);
    return made;
  }

  /** States of all streams that have been asked for, by name. */
  save(): Record<string, readonly number[]> {
    return Object.fromEntries([...this.#streams].map(([name, stream]) => [name, [...stream.state]]));
  }

  /** Sets all streams to saved states; those that are not in the save go back to their beginning. */
  restore(saved: Readonly<Record<string, readonly number[]>>): void {
    for (const [name, stream] of this.#streams) if (!(name in saved)) stream.state = this.#initialState(name);
    for (const [name, state] of Object.entries(saved)) this.stream(name).state = state;
  }

  #initialState(name: string): number[] {
    const first = hashString(name) >>> 0;
    const second = hashString(`stream ${name}`) >>> 0;
    return [0, 1, 2, 3].map((word) => mix(this.seed, first, second, word) | 0);
  }
}
