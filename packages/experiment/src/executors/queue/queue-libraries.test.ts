import { expect, it } from "vitest";
import { queueLibraries } from "./queue-libraries.ts";

it("says in one message that BullMQ or ioredis can't be loaded, why, and how to install them", async () => {
  const missing = () => Promise.reject(new Error("Cannot find package 'bullmq'\nimported from elsewhere"));
  const { name, message } = await queueLibraries(missing).then(
    () => new Error("loaded"),
    (error: Error) => error,
  );
  expect(name).toBe("UsageError");
  expect(message).toBe(
    "queue is given, but needs BullMQ and ioredis, which can't be loaded: Cannot find package 'bullmq'; to install them: npm install bullmq@6.7.0 ioredis@6.0.0",
  );
});
