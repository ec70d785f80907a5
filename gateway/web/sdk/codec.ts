// Messages of a WebSocket to frames, and back.

import { pack, unpack } from "./msgpack.ts";
import { Malformed, type Frame } from "./shape.ts";
import { BATCH_TAG, MAX_BATCH_IN } from "./wire.ts";

/** The frames that one side may send, by tag and by name. */
export class Codec<In, Out extends { readonly frame: string }> {
  readonly #in: ReadonlyMap<number, Frame<unknown>>;
  readonly #out: ReadonlyMap<string, Frame<unknown>>;

  constructor(received: readonly Frame<any>[], sent: readonly Frame<any>[]) {
    this.#in = new Map(received.map((each) => [each.tag, each]));
    this.#out = new Map(sent.map((each) => [each.name, each]));
  }

  /**
   * Frames with tags that are not known are left out.
   *
   * Throws `Malformed`: it is no frame or batch of this schema.
   */
  decode(data: Uint8Array): In[] {
    let unpacked: unknown;
    try {
      unpacked = unpack(data);
    } catch (error) {
      throw new Malformed(`msgpack, got ${(error as Error).message}`);
    }
    const [tag, inner] = elements(unpacked, "a frame");
    if (tag !== BATCH_TAG) return this.#read(unpacked);
    return elements(inner, "a batch of frames").flatMap((each) => {
      if (elements(each, "a frame in a batch")[0] === BATCH_TAG) {
        throw new Malformed("a frame in a batch, got a batch");
      }
      return this.#read(each);
    });
  }

  /** One to `MAX_BATCH_IN` frames as one message. Throws `Unsendable`: a server would not take one of them. */
  encode(frames: readonly Out[]): Uint8Array {
    if (frames.length === 0 || frames.length > MAX_BATCH_IN) {
      throw new TypeError(`expected 1 to ${MAX_BATCH_IN} frames, got ${frames.length}`);
    }
    const written = frames.map((each) => this.#shape(each).write(each));
    return pack(written.length === 1 ? written[0] : [BATCH_TAG, written]);
  }

  #read(unpacked: unknown): In[] {
    const tag = elements(unpacked, "a frame")[0];
    if (typeof tag !== "number") throw new Malformed("an integer tag");
    const shape = this.#in.get(tag);
    return shape ? [shape.read(unpacked) as In] : [];
  }

  #shape(frame: Out): Frame<unknown> {
    const shape = this.#out.get(frame.frame);
    if (!shape) throw new TypeError(`expected a frame of this side, got ${frame.frame}`);
    return shape;
  }
}

function elements(value: unknown, expected: string): unknown[] {
  if (!Array.isArray(value)) throw new Malformed(expected);
  return value;
}
