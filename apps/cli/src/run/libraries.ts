/** Loaded only when there is something to run, so that the command itself starts quickly. */
export function libraries() {
  return Promise.all([import("@crosstalk/experiment"), import("@crosstalk/experiment/node")]);
}
