// The same bytes as all other codecs: one frame of each type, as it must stay on the wire.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { pack, unpack } from "../../../gateway/web/sdk/msgpack.ts";
import type { Frame } from "../../../gateway/web/sdk/shape.ts";
import { Malformed } from "../../../gateway/web/sdk/shape.ts";
import { VISITOR_CODEC } from "../../../gateway/web/sdk/visitor_frames.ts";
import * as wire from "../../../gateway/web/sdk/wire.ts";

interface Golden {
  readonly side: string;
  readonly name: string;
  readonly data: Uint8Array;
}

const GOLDEN: readonly Golden[] = readFileSync(
  new URL("../golden_frames.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line && !line.startsWith("#"))
  .map((line) => {
    const [, side, name, hex] = /^(\w+):(\w+) ([0-9a-f]+)$/.exec(line) ?? assert.fail(line);
    return { side: side!, name: name!, data: Uint8Array.from(Buffer.from(hex!, "hex")) };
  });

/** The shape of a frame by its class name in the schema. */
function shapeOf(name: string): Frame<unknown> {
  const constant = name.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
  return (wire as unknown as Record<string, Frame<unknown>>)[constant] ?? assert.fail(constant);
}

test("every golden frame is read, and written back to the same bytes", () => {
  assert.ok(GOLDEN.length > 60);
  for (const { side, name, data } of GOLDEN) {
    const shape = shapeOf(name);
    const read = shape.read(unpack(data));
    const written = pack(shape.write(read));
    if (side === "client") {
      assert.deepEqual(Buffer.from(written), Buffer.from(data), name);
    }
    assert.deepEqual(shape.read(unpack(written)), read, name);
  }
});

test("a visitor's codec reads what visitors get, and passes over what it does not know", () => {
  const message = GOLDEN.find(({ name }) => name === "Message")!;
  const board = GOLDEN.find(({ name }) => name === "Board")!;
  const [frame] = VISITOR_CODEC.decode(message.data);
  assert.equal(frame?.frame, "MESSAGE");
  assert.deepEqual(VISITOR_CODEC.decode(board.data), []);
  const batch = pack([wire.BATCH_TAG, [unpack(message.data), unpack(board.data)]]);
  assert.equal(VISITOR_CODEC.decode(batch).length, 1);
});

test("what is no frame is refused, never half read", () => {
  const batch = [wire.BATCH_TAG, [[wire.BATCH_TAG, []]]];
  for (const value of [null, 1, "x", {}, [], ["x"], [2], [40, 1], [0], [0, 1], [0, [1]], batch]) {
    assert.throws(() => VISITOR_CODEC.decode(pack(value)), Malformed, JSON.stringify(value));
  }
  assert.throws(() => VISITOR_CODEC.decode(new Uint8Array([0xc1])), Malformed);
  assert.throws(() => VISITOR_CODEC.decode(new Uint8Array(0)), Malformed);
});

test("later fields and kinds do not disturb", () => {
  const message = GOLDEN.find(({ name }) => name === "Message")!;
  const values = unpack(message.data) as unknown[];
  const [as_it_is] = VISITOR_CODEC.decode(message.data);
  assert.deepEqual(VISITOR_CODEC.decode(pack([...values, "later"])), [as_it_is]);
  const body = values.findIndex((each) => typeof each === "object");
  values[body] = { kind: "hologram", depth: 3 };
  const [later] = VISITOR_CODEC.decode(pack(values));
  assert.ok(later?.frame === "MESSAGE");
  assert.deepEqual(later.body, { kind: "unknown", name: "hologram" });
});
