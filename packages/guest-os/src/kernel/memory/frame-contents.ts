import { contentAt, type FrameContent } from "@crosstalk/hardware";
import type { MemoryState } from "./state.ts";

/**
 * What a kernel's processes and files hold, frame by frame, as the kernel itself knows it: to be compared with what the
 * machine below gives it to read. None where frames have no numbers, for nobody watches the machine's memory.
 */
export function frameContents({ extents }: MemoryState): readonly FrameContent[] {
  return Object.values(extents).flatMap(({ content, frames = [] }) => {
    let by = 0;
    return frames.map(({ first, count }) => {
      const run: FrameContent = { first, count, content: contentAt(content, by) };
      by += count;
      return run;
    });
  });
}
