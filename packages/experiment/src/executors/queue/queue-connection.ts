import type { Redis } from "ioredis";
import { throwProblems, UsageError } from "../../usage-error.ts";
import { type QueueLibraries, queueLibraries } from "./queue-libraries.ts";
import { queueProblems, shownAddress } from "./queue-url.ts";

/** A Redis that can be talked to. When it goes away, what is asked of it waits until it is back. */
export interface QueueConnection {
  readonly redis: Redis;
  readonly libraries: QueueLibraries;
  /** Its address, without the password. */
  readonly shown: string;
}

/** Real milliseconds that a first answer may take, and that lie between two attempts to reach a Redis that is gone. */
const [LONGEST_WAIT, BETWEEN_ATTEMPTS] = [5000, 200];

/**
 * Connects to a queue.
 *
 * @param address as `redis://…`, or `rediss://…` for TLS.
 * @param tell is told when Redis is gone and when it is back.
 * @throws {UsageError} if the address is none, nothing answers there, or the password is refused.
 */
export async function connectQueue(address: string, tell: (text: string) => void = () => undefined): Promise<QueueConnection> {
  throwProblems(queueProblems(address));
  const libraries = await queueLibraries();
  const shown = shownAddress(address);
  let reached = false;
  const redis = new libraries.ioredis.Redis(address, {
    lazyConnect: true,
    connectTimeout: LONGEST_WAIT,
    maxRetriesPerRequest: null,
    retryStrategy: () => (reached ? BETWEEN_ATTEMPTS : null),
  });
  let reason: string | undefined;
  redis.on("error", ({ code, message }: NodeJS.ErrnoException) => {
    reason ??= message || code;
  });
  // Something that is no Redis, or one without TLS, may take the connection and never answer.
  const silent = setTimeout(() => {
    reason ??= `no answer within ${LONGEST_WAIT} ms`;
    redis.disconnect();
  }, LONGEST_WAIT);
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    redis.disconnect();
    const allowed = "the address of a Redis that answers";
    throw new UsageError([
      { field: "queue", value: shown, allowed, reason: refusalOf(reason ?? (error as Error).message, address) },
    ]);
  } finally {
    clearTimeout(silent);
  }
  reached = true;
  let gone = false;
  redis.on("close", () => {
    if (!gone && redis.status !== "end") tell(`the queue at ${shown} is gone; waiting until it is back`);
    gone = true;
  });
  redis.on("ready", () => {
    if (gone) tell(`the queue at ${shown} is back`);
    gone = false;
  });
  return { redis, libraries, shown };
}

/** What Redis says where a password is missing or wrong, in other words; any other reason as it is, with what helps. */
function refusalOf(reason: string, address: string): string {
  if (/self-signed certificate|unable to (verify|get)/.test(reason))
    return `${reason}; NODE_EXTRA_CA_CERTS names a file with what else is trusted`;
  if (!/\b(NOAUTH|WRONGPASS)\b|invalid (username-)?password/i.test(reason)) return reason;
  return /@|\bpassword=/.test(address)
    ? "the password or the user's name is wrong"
    : "it wants a password, and the address has none";
}

/** Waits for what is asked of a Redis, but not for one that doesn't answer: then what was asked is given up. */
export function atMost<Result>(milliseconds: number, asked: Promise<Result>): Promise<Result | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    const done = (result?: Result): void => {
      clearTimeout(timer);
      resolve(result);
    };
    asked.then(done, () => done());
  });
}
