// MessagePack, as far as the wire has it: nil, bools, numbers, texts, arrays, maps by text.
//
// Bytes, extensions and 64-bit ints beyond 2^53 are no part of the schema. Written by hand because a
// widget pays for each kilobyte: a whole library is as long as all of the page's cards.
//
// Source: the MessagePack specification (github.com/msgpack/msgpack/blob/master/spec.md).

/** The deepest that values lie in each other; frames have six. */
const MAX_DEPTH = 32;
/** Of the first buffer of a message, in bytes; it doubles. */
const FIRST_BYTES = 256;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The value of a whole message. Throws `RangeError` or `TypeError`: it is none, or goes on behind it. */
export function unpack(data: Uint8Array): unknown {
  const reader = new Reader(data);
  const value = reader.value(0);
  reader.end();
  return value;
}

/** A message. Throws `TypeError`: a value is of another type, or lies too deep. */
export function pack(value: unknown): Uint8Array {
  const writer = new Writer();
  writer.value(value, 0);
  return writer.bytes();
}

class Reader {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  #at = 0;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  }

  end(): void {
    if (this.#at !== this.#data.length) throw new RangeError("expected one value");
  }

  value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new RangeError("expected a flatter value");
    const head = this.#uint(1);
    if (head < 0x80) return head;
    if (head < 0x90) return this.#map(head & 15, depth);
    if (head < 0xa0) return this.#array(head & 15, depth);
    if (head < 0xc0) return this.#text(head & 31);
    if (head >= 0xe0) return head - 256;
    switch (head) {
      case 0xc0: return null;
      case 0xc2: return false;
      case 0xc3: return true;
      case 0xca: return this.#view.getFloat32(this.#skip(4));
      case 0xcb: return this.#view.getFloat64(this.#skip(8));
      case 0xcc: case 0xcd: case 0xce: return this.#uint(1 << (head - 0xcc));
      case 0xcf: return Number(this.#view.getBigUint64(this.#skip(8)));
      case 0xd0: return this.#view.getInt8(this.#skip(1));
      case 0xd1: return this.#view.getInt16(this.#skip(2));
      case 0xd2: return this.#view.getInt32(this.#skip(4));
      case 0xd3: return Number(this.#view.getBigInt64(this.#skip(8)));
      case 0xd9: case 0xda: case 0xdb: return this.#text(this.#uint(1 << (head - 0xd9)));
      case 0xdc: case 0xdd: return this.#array(this.#uint(2 << (head - 0xdc)), depth);
      case 0xde: case 0xdf: return this.#map(this.#uint(2 << (head - 0xde)), depth);
      default: throw new RangeError(`expected a type of the wire, got 0x${head.toString(16)}`);
    }
  }

  #array(length: number, depth: number): unknown[] {
    const made: unknown[] = [];
    for (let at = 0; at < length; at += 1) made.push(this.value(depth + 1));
    return made;
  }

  #map(length: number, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    for (let at = 0; at < length; at += 1) {
      const key = this.value(depth + 1);
      if (typeof key !== "string") throw new TypeError("expected a text as a key");
      entries.push([key, this.value(depth + 1)]);
    }
    return Object.fromEntries(entries);
  }

  #text(length: number): string {
    const from = this.#skip(length);
    return DECODER.decode(this.#data.subarray(from, from + length));
  }

  #uint(bytes: number): number {
    const from = this.#skip(bytes);
    let value = 0;
    for (let at = from; at < from + bytes; at += 1) value = value * 256 + this.#data[at]!;
    return value;
  }

  /** Passes over so many bytes; returns where they begin. */
  #skip(bytes: number): number {
    const from = this.#at;
    this.#at += bytes;
    if (this.#at > this.#data.length) throw new RangeError("expected more bytes");
    return from;
  }
}

class Writer {
  #data = new Uint8Array(FIRST_BYTES);
  #at = 0;

  bytes(): Uint8Array {
    return this.#data.subarray(0, this.#at);
  }

  value(value: unknown, depth: number): void {
    if (depth > MAX_DEPTH) throw new TypeError("expected a flatter value");
    if (value === null || value === undefined) this.#uint(0xc0, 1);
    else if (typeof value === "boolean") this.#uint(value ? 0xc3 : 0xc2, 1);
    else if (typeof value === "number") this.#number(value);
    else if (typeof value === "string") this.#text(value);
    else if (Array.isArray(value)) this.#array(value, depth);
    else if (typeof value === "object") this.#map(value, depth);
    else throw new TypeError(`expected a value of the wire, got a ${typeof value}`);
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value)) {
      this.#uint(0xcb, 1);
      this.#room(8).setFloat64(this.#at, value);
      this.#at += 8;
    } else if (value < 0) {
      this.#negative(value);
    } else if (value < 0x80) {
      this.#uint(value, 1);
    } else if (value < 2 ** 32) {
      const size = value < 0x100 ? 0 : value < 0x10000 ? 1 : 2;
      this.#uint(0xcc + size, 1);
      this.#uint(value, 1 << size);
    } else {
      this.#uint(0xcf, 1);
      this.#uint(value, 8);
    }
  }

  #negative(value: number): void {
    if (value >= -32) {
      this.#uint(value + 256, 1);
      return;
    }
    this.#uint(0xd3, 1);
    this.#room(8).setBigInt64(this.#at, BigInt(value));
    this.#at += 8;
  }

  #text(value: string): void {
    const bytes = ENCODER.encode(value);
    const { length } = bytes;
    if (length < 32) this.#uint(0xa0 + length, 1);
    else this.#sized(0xd9, length, length < 0x100 ? 0 : length < 0x10000 ? 1 : 2);
    this.#room(length);
    this.#data.set(bytes, this.#at);
    this.#at += length;
  }

  #array(values: readonly unknown[], depth: number): void {
    this.#head(0x90, 0xdc, values.length);
    for (const each of values) this.value(each, depth + 1);
  }

  #map(values: object, depth: number): void {
    const entries = Object.entries(values);
    this.#head(0x80, 0xde, entries.length);
    for (const [key, value] of entries) {
      this.#text(key);
      this.value(value, depth + 1);
    }
  }

  #head(short: number, long: number, length: number): void {
    if (length < 16) this.#uint(short + length, 1);
    else if (length < 0x10000) this.#sized(long, length, 1);
    else this.#sized(long + 1, length, 2);
  }

  /** A type and a length of 1, 2 or 4 bytes; arrays and maps have none of 1. */
  #sized(type: number, length: number, size: 0 | 1 | 2): void {
    this.#uint(type >= 0xdc ? type : type + size, 1);
    this.#uint(length, 1 << size);
  }

  #uint(value: number, bytes: number): void {
    this.#room(bytes);
    let rest = value;
    for (let at = this.#at + bytes - 1; at >= this.#at; at -= 1) {
      this.#data[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.#at += bytes;
  }

  /** Makes room for so many bytes. */
  #room(bytes: number): DataView {
    if (this.#at + bytes > this.#data.length) {
      const grown = new Uint8Array(Math.max(this.#data.length * 2, this.#at + bytes));
      grown.set(this.#data);
      this.#data = grown;
    }
    return new DataView(this.#data.buffer);
  }
}
