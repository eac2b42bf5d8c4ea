import type { Service } from "./draw.ts";

/** First and second moments of a service time. */
export function moments(service: Service): { readonly mean: number; readonly square: number } {
  switch (service.kind) {
    case "exponential":
      return { mean: service.mean, square: 2 * service.mean * service.mean };
    case "erlang":
      return { mean: service.mean, square: service.mean * service.mean * (1 + 1 / service.phases) };
    case "hyperexponential": {
      const { probability, first, second } = service;
      return {
        mean: probability * first + (1 - probability) * second,
        square: 2 * (probability * first * first + (1 - probability) * second * second),
      };
    }
  }
}

/** Mean time in an M/G/1 system (Pollaczek and Khinchine). */
export function timeInSystem(rate: number, service: Service): number {
  const { mean, square } = moments(service);
  return mean + (rate * square) / (2 * (1 - rate * mean));
}

/** Chance to have to wait in an M/M/c system (Erlang's C), by Erlang's B and its recursion. */
export function chanceToWait(servers: number, load: number): number {
  let blocked = 1;
  for (let count = 1; count <= servers; count += 1) blocked = (load * blocked) / (count + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/** Mean time in an M/M/c system. */
export function timeInMultiServerSystem(servers: number, rate: number, mean: number): number {
  return mean + (chanceToWait(servers, rate * mean) * mean) / (servers - rate * mean);
}

/**
 * Mean visits of a customer to each station of an open network: the traffic equations, solved by iteration.
 * `chances[i][j]` is the chance to go from station i to station j; customers enter at station 0.
 */
export function visits(chances: readonly (readonly number[])[]): number[] {
  let rates = chances.map((_, station) => Number(station === 0));
  for (let round = 0; round < 1_000; round += 1) {
    const before = rates;
    rates = chances.map((_, station) =>
      chances.reduce((sum, row, from) => sum + (before[from] as number) * (row[station] as number), Number(station === 0)),
    );
  }
  return rates;
}

/** Mean time in a Jackson network of single servers: every station behaves as if it were alone. */
export function timeInNetwork(rate: number, chances: readonly (readonly number[])[], means: readonly number[]): number {
  return visits(chances).reduce((sum, visited, station) => {
    const mean = means[station] as number;
    return sum + (visited * mean) / (1 - rate * visited * mean);
  }, 0);
}
