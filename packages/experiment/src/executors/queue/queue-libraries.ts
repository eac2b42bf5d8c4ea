import { UsageError } from "../../usage-error.ts";

/** The parts of BullMQ and ioredis that we use. */
export interface QueueLibraries {
  readonly bullmq: Pick<typeof import("bullmq"), "Queue" | "QueueEvents" | "WaitingError" | "Worker">;
  readonly ioredis: Pick<typeof import("ioredis"), "Redis">;
}

/** The versions that Crosstalk is tested with. */
const PACKAGES = "bullmq@6.7.0 ioredis@6.0.0";

/**
 * Loads BullMQ and ioredis, which are optional dependencies: 16 MB that only campaigns on several machines need.
 *
 * @throws {UsageError} if one is missing or can't be used here; says how to get them.
 */
export async function queueLibraries(
  load: () => Promise<QueueLibraries> = async () => ({ bullmq: await import("bullmq"), ioredis: await import("ioredis") }),
): Promise<QueueLibraries> {
  try {
    return await load();
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new UsageError([
      {
        field: "queue",
        value: "given, but needs BullMQ and ioredis, which can't be loaded",
        reason: `${reason}; to install them: npm install ${PACKAGES}`,
      },
    ]);
  }
}
