/** What signals come from, and what ends. */
export type Interruptible = Pick<NodeJS.Process, "on" | "off" | "exit">;

/** Exit code of a command that the user ended. */
export const INTERRUPTED = 130;

/** Signals within so many milliseconds are one Ctrl-C: npm and tsx pass it on to a process that the terminal has told already. */
const ONE_KEYSTROKE = 500;

/** Turns the first Ctrl-C (or SIGTERM) into a request to stop; a second one ends the process at once. */
export function stopOnInterrupt(
  from: Interruptible = process,
  clock: () => number = () => performance.now(),
): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const signals = ["SIGINT", "SIGTERM"] as const;
  let first: number | undefined;
  const interrupt = (): void => {
    first ??= clock();
    if (clock() - first >= ONE_KEYSTROKE) from.exit(INTERRUPTED);
    controller.abort();
  };
  for (const name of signals) from.on(name, interrupt);
  return {
    signal: controller.signal,
    release() {
      for (const name of signals) from.off(name, interrupt);
    },
  };
}
