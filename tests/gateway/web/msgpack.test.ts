// Our msgpack says and understands what a whole library does, and refuses what is none.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import test from "node:test";

import { pack, unpack } from "../../../gateway/web/sdk/msgpack.ts";

interface Library {
  encode(value: unknown): Uint8Array;
  decode(data: Uint8Array): unknown;
}

const web = createRequire(new URL("../../../gateway/web/package.json", import.meta.url));
const library = web("@msgpack/msgpack") as Library;

const NUMBERS = [
  0, 1, 127, 128, 255, 256, 65_535, 65_536, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 1, -1, -32, -33, -128, -129,
  -32_768, -32_769, -(2 ** 31), -(2 ** 31) - 1, -(2 ** 53) + 1, 0.5, -1.25, 1e300,
];
const TEXTS = [0, 1, 31, 32, 255, 256, 65_535, 65_536].flatMap((length) => [
  "x".repeat(length), "您".repeat(Math.floor(length / 3)),
]);
const VALUES: readonly unknown[] = [
  null, true, false, ...NUMBERS, ...TEXTS, "😀", "\ufeffbom", [], {}, { "": 1, __proto__x: 2 },
  ...[15, 16, 65_535, 65_536].map((length) => Array.from({ length }, (_, at) => at % 300)),
  ...[15, 16, 300].map((length) => Object.fromEntries(Array.from({ length }, (_, at) => [`k${at}`, at]))),
  [20, 4, "s1", "visitor", "c1", { kind: "text", text: "你好", nested: [[{ a: null }]] }],
];

/** Values by a seed, of every type, inside each other. */
function random(seed: number): unknown {
  let state = seed;
  const draw = (most: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state % most;
  };
  const make = (depth: number): unknown => {
    switch (draw(depth > 4 ? 4 : 6)) {
      case 0: return [null, true, false][draw(3)];
      case 1: return draw(2 ** 31) * (draw(2) ? 1 : -1) * (draw(3) ? 1 : 2 ** 20);
      case 2: return draw(1_000) / 7;
      case 3: return "a您😀\u0000".repeat(draw(40));
      case 4: return Array.from({ length: draw(20) }, () => make(depth + 1));
      default:
        return Object.fromEntries(Array.from({ length: draw(20) }, () => [`k${draw(99)}`, make(depth + 1)]));
    }
  };
  return make(0);
}

test("what we pack a library reads, and the other way round", () => {
  const made = Array.from({ length: 500 }, (_, seed) => random(seed * 7_919 + 1));
  for (const value of [...VALUES, ...made]) {
    assert.deepEqual(library.decode(pack(value)), value);
    assert.deepEqual(unpack(library.encode(value)), value);
    assert.deepEqual(unpack(pack(value)), value);
  }
});

test("what is left out is nil", () => {
  assert.equal(unpack(pack(undefined)), null);
});

test("a key is only ever a key", () => {
  const hostile = unpack(pack(JSON.parse('{"__proto__": {"polluted": 1}}'))) as object;
  assert.equal(Object.getPrototypeOf(hostile), Object.prototype);
  assert.equal((({}) as { polluted?: number }).polluted, undefined);
});

test("every cut of a message, and anything behind it, is refused", () => {
  const whole = pack(VALUES.at(-1));
  for (let length = 0; length < whole.length; length += 1) {
    assert.throws(() => unpack(whole.subarray(0, length)), RangeError);
  }
  assert.throws(() => unpack(new Uint8Array([...whole, 0xc0])), RangeError);
});

test("what is no type of the wire, no text, or too deep is refused at once", () => {
  const bomb = [0xdd, 0xff, 0xff, 0xff, 0xff];
  const deep = Array.from({ length: 1_000 }, () => 0x91);
  const broken = [[0xc1], [0xc4, 1, 0], [0xd4, 1, 0], bomb, [0xdf, 255, 255, 255, 255], [0xa1, 0xff], [0x81, 1, 1], deep];
  for (const bytes of broken) {
    assert.throws(() => unpack(new Uint8Array(bytes)), (error) =>
      error instanceof RangeError || error instanceof TypeError, String(bytes.slice(0, 5)));
  }
  for (const value of [() => 1, Symbol("x"), 1n]) assert.throws(() => pack(value), TypeError);
  let nested: unknown[] = [];
  for (let depth = 0; depth < 100; depth += 1) nested = [nested];
  assert.throws(() => pack(nested), TypeError);
});

test("a view into a larger buffer is read where it lies", () => {
  const whole = pack([1, 2.5, "x"]);
  const larger = new Uint8Array(whole.length + 10);
  larger.set(whole, 5);
  assert.deepEqual(unpack(larger.subarray(5, 5 + whole.length)), [1, 2.5, "x"]);
});
