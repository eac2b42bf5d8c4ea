import type { Problem } from "./problem.ts";
import type { RecordedProcess } from "./recorded-process.ts";

/** What all processes did to one pipe. */
interface PipeUse {
  opened: number;
  read: number;
  written: number;
  /** The path of its last use. */
  path: string;
}

/** Every pipe is opened exactly once, and gives no more bytes than it got: a replay would wait forever. */
export function pipeProblems(processes: readonly RecordedProcess[]): Problem[] {
  const pipes = new Map<number, PipeUse>();
  processes.forEach(({ steps }, index) => {
    steps.forEach((step, position) => {
      if (!("pipe" in step)) return;
      const use = pipes.get(step.pipe) ?? { opened: 0, read: 0, written: 0, path: "" };
      pipes.set(step.pipe, use);
      use.path = `processes[${index}].steps[${position}]`;
      if (step.do === "pipe-open") use.opened += 1;
      if (step.do === "pipe-read") use.read += step.bytes;
      if (step.do === "pipe-write") use.written += step.bytes;
    });
  });
  return [...pipes].flatMap(([pipe, { opened, read, written, path }]): Problem[] => [
    ...(opened === 0 ? [{ path: `${path}.pipe`, message: `no process opens pipe ${pipe}` }] : []),
    ...(opened > 1 ? [{ path: `${path}.pipe`, message: `pipe ${pipe} is opened ${opened} times` }] : []),
    ...(read > written
      ? [{ path: `${path}.bytes`, message: `${read} bytes are read from pipe ${pipe} in all but ${written} written` }]
      : []),
  ]);
}
