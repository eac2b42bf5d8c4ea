import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";

/** A field as it stands in a message. */
interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/** A packet of a trace, as far as tests look at it. */
export interface ReadPacket {
  readonly time?: number;
  readonly descriptor?: { readonly uuid: number; readonly name: string; readonly parent?: number; readonly counter: boolean };
  readonly event?: {
    readonly type: "begin" | "end" | "instant" | "counter";
    readonly track: number;
    readonly name?: string;
    readonly value?: number;
    readonly begins: readonly number[];
    readonly ends: readonly number[];
  };
}

/** Reads a Perfetto trace by a reader of protocol buffers that is not ours. */
export function readTrace(bytes: Uint8Array): ReadPacket[] {
  return fieldsOf(bytes).map(({ number, value }) => {
    if (number !== 1) throw new Error(`a trace has no field ${number}`);
    return packetOf(fieldsOf(value as Uint8Array));
  });
}

function packetOf(fields: readonly Field[]): ReadPacket {
  const unknown = fields.filter(({ number }) => ![8, 10, 11, 13, 60].includes(number));
  if (unknown.length > 0 || one(fields, 10) !== 1) throw new Error("no packet of a trace");
  const [time, event, descriptor] = [one(fields, 8), one(fields, 11), one(fields, 60)];
  return {
    ...(time === undefined ? {} : { time: time as number }),
    ...(descriptor === undefined ? {} : { descriptor: descriptorOf(fieldsOf(descriptor as Uint8Array)) }),
    ...(event === undefined ? {} : { event: eventOf(fieldsOf(event as Uint8Array)) }),
  };
}

function descriptorOf(fields: readonly Field[]) {
  const [process, parent] = [one(fields, 3), one(fields, 5)];
  const name = process === undefined ? one(fields, 2) : one(fieldsOf(process as Uint8Array), 6);
  return {
    uuid: one(fields, 1) as number,
    name: text(name),
    ...(parent === undefined ? {} : { parent: parent as number }),
    counter: one(fields, 8) !== undefined,
  };
}

function eventOf(fields: readonly Field[]) {
  const type = ([undefined, "begin", "end", "instant", "counter"] as const)[one(fields, 9) as number];
  if (type === undefined) throw new Error("an event has no type");
  const [name, value] = [one(fields, 23), one(fields, 44)];
  const all = (number: number) => fields.filter((field) => field.number === number).map((field) => field64(field.value));
  return {
    type,
    track: one(fields, 11) as number,
    ...(name === undefined ? {} : { name: text(name) }),
    ...(value === undefined ? {} : { value: new BinaryReader(value as Uint8Array).double() }),
    begins: all(47),
    ends: all(48),
  };
}

const hex = (byte: number) => `%${byte.toString(16).padStart(2, "0")}`;
const text = (bytes: number | Uint8Array | undefined) => decodeURIComponent([...(bytes as Uint8Array)].map(hex).join(""));
const field64 = (bytes: number | Uint8Array) => Number(new BinaryReader(bytes as Uint8Array).fixed64());

function one(fields: readonly Field[], number: number): number | Uint8Array | undefined {
  return fields.find((field) => field.number === number)?.value;
}

/** The fields of a message; those of eight bytes as these bytes. */
function fieldsOf(bytes: Uint8Array): Field[] {
  const reader = new BinaryReader(bytes);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (wireType === WireType.Varint) fields.push({ number, value: Number(reader.uint64()) });
    else if (wireType === WireType.LengthDelimited) fields.push({ number, value: reader.bytes() });
    else if (wireType === WireType.Bit64) {
      fields.push({ number, value: bytes.subarray(reader.pos, reader.pos + 8) });
      reader.skip(wireType);
    } else throw new Error(`field ${number} is of wire type ${wireType}`);
  }
  return fields;
}
