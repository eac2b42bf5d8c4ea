import { config, Subject } from "rxjs";

const runner = new Subject<() => void>();
runner.subscribe((work) => work());

/**
 * Does work that feeds RxJS streams, and throws what a subscriber throws. By itself RxJS reports that from a real timer,
 * when the run is long over; only its flag for synchronous errors, set for the length of the call, makes it throw.
 */
export function throwingAtOnce(work: () => void): void {
  const before = config.useDeprecatedSynchronousErrorHandling;
  config.useDeprecatedSynchronousErrorHandling = true;
  try {
    runner.next(work);
  } finally {
    config.useDeprecatedSynchronousErrorHandling = before;
  }
}
