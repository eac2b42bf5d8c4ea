/** How a field's value stands in the bytes. */
const [VARINT, FIXED64, LENGTH_DELIMITED] = [0, 1, 2];

const LARGEST_BYTE = 0x7f;

/**
 * Writes protocol buffers' binary form, as far as traces need it. Fields come out in the order in which they are written.
 *
 * Source: Protocol Buffers, Encoding (https://protobuf.dev/programming-guides/encoding/).
 */
export class ProtobufWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  /** Forgets what was written, so that the writer can be used again. */
  clear(): void {
    this.#length = 0;
  }

  /** What was written, as it stands: valid until more is written. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  /** A whole number from 0 to 2^53 - 1. */
  varint(field: number, value: number): void {
    this.#key(field, VARINT);
    this.#varint(value);
  }

  /** A whole number from 0 to 2^53 - 1 in eight bytes. */
  fixed64(field: number, value: number): void {
    this.#key(field, FIXED64);
    const view = this.#view();
    view.setUint32(0, value % 0x1_0000_0000, true);
    view.setUint32(4, Math.floor(value / 0x1_0000_0000), true);
  }

  /** A floating-point number of 64 bits. */
  double(field: number, value: number): void {
    this.#key(field, FIXED64);
    this.#view().setFloat64(0, value, true);
  }

  /** A text, as UTF-8. */
  string(field: number, text: string): void {
    this.message(field, utf8(text));
  }

  /** A message within this one, or bytes. */
  message(field: number, bytes: ArrayLike<number>): void {
    this.#key(field, LENGTH_DELIMITED);
    this.#varint(bytes.length);
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #key(field: number, wireType: number): void {
    this.#varint(field * 8 + wireType);
  }

  #varint(value: number): void {
    this.#reserve(10);
    let rest = value;
    while (rest > LARGEST_BYTE) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** The next eight bytes. */
  #view(): DataView {
    this.#reserve(8);
    this.#length += 8;
    return new DataView(this.#bytes.buffer, this.#length - 8, 8);
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}

/** A text as UTF-8; half of a surrogate pair becomes the replacement character. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) as number;
    const code = point >= 0xd800 && point < 0xe000 ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 0x3f), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
  }
  return bytes;
}
