import { afterEach, describe, expect, it, vi } from "vitest";
import { formatDuration, Progress } from "./progress.ts";

function tell(isTTY: boolean, runs: number, total: number, failed = 0) {
  let text = "";
  let now = 0;
  const stream = { isTTY, write: (part: string) => (text += part) } as unknown as NodeJS.WriteStream;
  const progress = new Progress({ total, name: "queueing", stream, clock: () => now });
  for (let run = 0; run < runs; run += 1) {
    now += 1500;
    progress.add(run < failed);
  }
  progress.close();
  return text;
}

afterEach(() => vi.unstubAllEnvs());

describe("Progress", () => {
  it("tells of tenths in plain lines where there is no terminal", () => {
    expect(tell(false, 40, 40, 1).split("\n").slice(0, 3)).toEqual([
      "queueing: 4 of 40 runs, 1 failed, 54 s left",
      "queueing: 8 of 40 runs, 1 failed, 48 s left",
      "queueing: 12 of 40 runs, 1 failed, 42 s left",
    ]);
    expect(tell(false, 40, 40).trimEnd().split("\n")).toHaveLength(10);
    expect(tell(false, 3, 3)).toBe("queueing: 1 of 3 runs, 3 s left\nqueueing: 2 of 3 runs, 2 s left\nqueueing: 3 of 3 runs\n");
  });

  it("draws a bar with the time left on a terminal, and clears it away", () => {
    vi.stubEnv("NO_COLOR", "1");
    const text = tell(true, 2, 4);
    expect(text).toContain("\r████████████░░░░░░░░░░░░ 2/4, 3 s left\x1b[K");
    expect(text.endsWith("\r\x1b[K")).toBe(true);
  });

  it("colours the bar only where colours are wanted", () => {
    vi.stubEnv("NO_COLOR", "");
    vi.stubEnv("TERM", "xterm");
    expect(tell(true, 1, 2)).toContain("\x1b[36m");
    vi.stubEnv("NO_COLOR", "1");
    expect(tell(true, 1, 2)).not.toContain("\x1b[36m");
  });
});

describe("formatDuration", () => {
  it.each([
    [10, "1 s"],
    [42_000, "42 s"],
    [200_000, "3 min 20 s"],
    [7_500_000, "2 h 5 min"],
  ])("shows %d ms", (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});
