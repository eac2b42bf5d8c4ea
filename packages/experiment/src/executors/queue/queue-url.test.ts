import { describe, expect, it } from "vitest";
import { queueProblems, shownAddress } from "./queue-url.ts";

describe("the address of a queue", () => {
  it.each([
    "redis://localhost",
    "redis://127.0.0.1:6379/3",
    "rediss://user:p%40ss@queue.example:6380",
    "redis://:secret@[::1]:6379/",
  ])("may be %s", (address) => {
    expect(queueProblems(address)).toEqual([]);
  });

  it.each([
    "",
    "localhost:6379",
    "http://localhost",
    "redis://",
    "redis://localhost:x",
    "redis://localhost/db",
    "redis:localhost",
  ])("may not be '%s'", (address) => {
    expect(queueProblems(address)).toMatchObject([{ field: "queue", allowed: expect.stringMatching(/^redis:/) }]);
  });

  it.each([
    ["redis://user:secret@host:1/2", "redis://user:***@host:1/2"],
    ["redis://:sec:ret@host", "redis://:***@host"],
    ["redis://:sec@ret@host", "redis://:***@host"],
    ["rediss://:secret/with@host:x", "rediss://:***@host:x"],
    ["redis://host?password=secret", "redis://host?***"],
    ["user:secret@host", "user:***@host"],
    ["redis://host:6379", "redis://host:6379"],
  ])("%s is shown as %s", (address, shown) => {
    expect(shownAddress(address)).toBe(shown);
  });
});
