import { ProtobufWriter } from "./protobuf-writer.ts";
import type { TraceRecord, TraceRecording } from "./recording.ts";

/** Numbers of fields in Perfetto's messages. */
const trace = { packet: 1 };
const packet = { timestamp: 8, sequence: 10, event: 11, flags: 13, descriptor: 60 };
const event = { type: 9, track: 11, name: 23, doubleCounter: 44, flows: 47, terminatingFlows: 48 };
const descriptor = { uuid: 1, name: 2, process: 3, parent: 5, counter: 8 };
const processDescriptor = { pid: 1, name: 6 };

/** Values of `TrackEvent.Type`. */
const types = { begin: 1, end: 2, instant: 3, counter: 4 };

const SEQUENCE = 1;
const INCREMENTAL_STATE_CLEARED = 1;

/** Identity of the track that has all others below it; those have the identities after it. */
const ROOT = 1;

/**
 * A recording as a trace that Perfetto's viewer (https://ui.perfetto.dev) and trace processor read. A microsecond there is
 * one of virtual time. Tracks stand below each other as paths do.
 *
 * Source: protos/perfetto/trace/ of https://github.com/google/perfetto: trace.proto, trace_packet.proto,
 * track_event/track_event.proto, track_event/track_descriptor.proto, track_event/process_descriptor.proto.
 *
 * @param title what the whole is called.
 */
export function perfettoTrace({ tracks, records }: TraceRecording, title: string): Uint8Array {
  const file = new ProtobufWriter();
  const [whole, part, inner] = [new ProtobufWriter(), new ProtobufWriter(), new ProtobufWriter()];
  const uuids = new Map<string, number>();
  const write = (field: number, time?: number) => {
    whole.clear();
    if (time !== undefined) whole.varint(packet.timestamp, time);
    whole.varint(packet.sequence, SEQUENCE);
    if (file.bytes.length === 0) whole.varint(packet.flags, INCREMENTAL_STATE_CLEARED);
    whole.message(field, part.bytes);
    file.message(trace.packet, whole.bytes);
  };
  const describe = (uuid: number, name: string, parent?: number, counter = false) => {
    part.clear();
    part.varint(descriptor.uuid, uuid);
    if (parent === undefined) {
      inner.clear();
      inner.varint(processDescriptor.pid, 1);
      inner.string(processDescriptor.name, name);
      part.message(descriptor.process, inner.bytes);
    } else {
      part.string(descriptor.name, name);
      part.varint(descriptor.parent, parent);
    }
    if (counter) part.message(descriptor.counter, []);
    write(packet.descriptor);
  };
  let used = ROOT;
  /** The identity of the track for a path, described with those above it if that is still to be done. */
  const uuidOf = (path: string): number => {
    if (path === "") return ROOT;
    const known = uuids.get(path);
    if (known !== undefined) return known;
    const slash = path.lastIndexOf("/");
    const parent = uuidOf(path.slice(0, Math.max(0, slash)));
    used += 1;
    uuids.set(path, used);
    describe(used, path.slice(slash + 1), parent);
    return used;
  };
  describe(ROOT, title);
  const ids = tracks.map((track) => {
    const uuid = uuidOf(track.path);
    if (track.counter === undefined) return uuid;
    used += 1;
    describe(used, track.counter, uuid, true);
    return used;
  });
  for (const record of records) {
    part.clear();
    writeEvent(part, record, ids[record.track] as number);
    write(packet.event, record.time);
  }
  return file.bytes.slice();
}

function writeEvent(part: ProtobufWriter, record: TraceRecord, track: number): void {
  part.varint(event.type, types[record.kind]);
  part.varint(event.track, track);
  if (record.kind === "begin" || record.kind === "instant") part.string(event.name, record.name);
  if (record.kind === "counter") part.double(event.doubleCounter, record.value);
  if (record.kind !== "instant") return;
  for (const flow of record.begins) part.fixed64(event.flows, flow);
  if (record.ends !== undefined) part.fixed64(event.terminatingFlows, record.ends);
}
