import { random } from "@crosstalk/engine";

/** Distribution of a service time, in nanoseconds. */
export type Service =
  | { readonly kind: "exponential"; readonly mean: number }
  | { readonly kind: "erlang"; readonly phases: number; readonly mean: number }
  | { readonly kind: "hyperexponential"; readonly probability: number; readonly first: number; readonly second: number };

/** A service time of a distribution, from a random stream of the run. */
export function draw(stream: string, service: Service): number {
  const numbers = random(stream);
  switch (service.kind) {
    case "exponential":
      return Math.round(numbers.exponential(service.mean));
    case "erlang":
      return Math.round(numbers.erlang(service.phases, service.mean));
    case "hyperexponential":
      return Math.round(numbers.hyperexponential(service.probability, service.first, service.second));
  }
}
