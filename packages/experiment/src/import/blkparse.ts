import { type Nanoseconds, seconds } from "@crosstalk/engine";
import type { BlockEvent } from "./block-event.ts";
import { blockRequests, bytesOf } from "./block-requests.ts";
import { type Importer, mustHold, readRecords } from "./importer.ts";
import type { TextLine } from "./text-line.ts";
import { most } from "./utilization.ts";

/** device, processor, sequence, time, process, action, then what depends on the action. */
const ROW = /^\s*(\d+,\d+)\s+(\d+)\s+(\d+)\s+(\d+\.\d{9})\s+(\d+)\s+(\w{1,2})(?:\s+([A-Z]+))?(?:\s+(.*))?$/;

/** Sector + sectors, sector / sector of a split, or a sector alone; and what stands in brackets or after an arrow. */
const PLACE = /^(\d+)(?:\s+\+\s+(\d+)|\s+\/\s+\d+)?(?:\s|$)/;

/** Totals by processor and device, which follow the events. */
const SUMMARY = /^\s*(CPU\s*\d+|Total) \(/;

/** A message, which has no kind; plugs and unplugs, which have no place. */
const PLACELESS = new Set(["m", "P", "U", "UT", "T", "PU"]);

/**
 * Output of `blkparse` in its default form: what happened to requests of block devices, by `blktrace`. The totals at its
 * end are passed over.
 */
export const blkparse: Importer<readonly BlockEvent[]> = {
  name: "blkparse",
  about: "what happened to requests of block devices: output of blkparse",
  source: "blkparse(1), DEFAULT OUTPUT; blktrace, blkparse_fmt.c",
  read(lines) {
    let isOver = false;
    const { records, broken } = readRecords(lines, (line) => {
      isOver ||= SUMMARY.test(line.text);
      return isOver ? undefined : eventOf(line);
    });
    return { value: records, broken, unusable: mustHold("events", records) };
  },
  summarize(events) {
    const requests = blockRequests(events);
    const done = requests.flatMap(({ issued, completed }) => (completed === null ? [] : [completed - issued]));
    const mean = done.reduce((sum, each) => sum + each, 0) / done.length;
    return [
      ["events", String(events.length)],
      ["requests issued", `${requests.length}, of them ${done.length} completed`],
      ["bytes read", String(bytesOf(requests, "read"))],
      ["bytes written", String(bytesOf(requests, "write"))],
      [
        "from issue to completion",
        done.length > 0 ? `${microseconds(mean)} mean, ${microseconds(most(done))} most` : "none seen",
      ],
    ];
  },
};

const microseconds = (time: Nanoseconds): string => `${(time / 1e3).toFixed(1)} µs`;

function eventOf(line: TextLine): BlockEvent | undefined {
  const [, device, processor, sequence, time, process, action, kind = "", rest = ""] = ROW.exec(line.text) ?? [];
  const [, sector, sectors] = PLACE.exec(rest) ?? [];
  if (
    device === undefined ||
    action === undefined ||
    (kind === "" && action !== "m") ||
    !(PLACELESS.has(action) || sector !== undefined)
  ) {
    const expected = "device cpu sequence time pid action RWBS sector + sectors [process], as blkparse prints without options";
    line.refuse("line", line.text.trim(), expected);
    return undefined;
  }
  const hasPlace = !PLACELESS.has(action) && sector !== undefined;
  return {
    device,
    processor: Number(processor),
    sequence: Number(sequence),
    at: seconds(Number(time)),
    process: Number(process),
    action,
    kind,
    sector: hasPlace ? Number(sector) : null,
    sectors: hasPlace && sectors !== undefined ? Number(sectors) : null,
  };
}
