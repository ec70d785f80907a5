// Which rows of a long stream are drawn.

import assert from "node:assert/strict";
import test from "node:test";

import { RowHeights } from "../../../admin/web/workbench/conversation/model/row_heights.ts";

const GUESS = 10;

function heightsOf(count: number): RowHeights<{ readonly key: string }> {
  const heights = new RowHeights<{ readonly key: string }>(() => GUESS);
  heights.rows = Array.from({ length: count }, (_, at) => ({ key: String(at) }));
  return heights;
}

test("rows that were never drawn are guessed", () => {
  const heights = heightsOf(100);
  assert.equal(heights.height, 1_000);
  assert.deepEqual(heights.span(95, 120), { first: 9, end: 13 });
});

test("what was measured counts", () => {
  const heights = heightsOf(3);
  assert.equal(heights.measured(1, 50), true);
  assert.equal(heights.measured(1, 50), false);
  assert.deepEqual([0, 1, 2, 3].map((at) => heights.top(at)), [0, 10, 60, 70]);
  assert.equal(heights.at(59), 1);
  assert.equal(heights.at(60), 2);
  heights.forget();
  assert.equal(heights.height, 30);
});

test("beyond the ends are the first and the last row", () => {
  const heights = heightsOf(5);
  assert.deepEqual(heights.span(-100, -50), { first: 0, end: 1 });
  assert.deepEqual(heights.span(900, 999), { first: 4, end: 5 });
  assert.deepEqual(heightsOf(0).span(0, 100), { first: 0, end: 0 });
});

test("a row keeps its height when others come before it", () => {
  const heights = heightsOf(2);
  heights.measured(1, 40);
  heights.rows = [{ key: "older" }, ...heights.rows];
  assert.equal(heights.height, 60);
  assert.equal(heights.top(2), 20);
});

test("where the last rows are others, their heights count, not those that were there", () => {
  const guessed: string[] = [];
  const heights = new RowHeights<{ readonly key: string; readonly height: number }>(({ key, height }) => {
    guessed.push(key);
    return height;
  });
  const [first, ...others] = ["a", "b", "c", "d"].map((key) => ({ key, height: 10 }));
  heights.rows = [first!, ...others];
  assert.equal(heights.height, 40);
  heights.rows = [first!, others[0]!, { key: "e", height: 20 }, { key: "f", height: 30 }, { key: "g", height: 40 }];
  assert.deepEqual([2, 3, 4, 5].map((at) => heights.top(at)), [20, 40, 70, 110]);
  assert.equal(guessed.join(""), "abcdefg", "what stands is not summed up again");
});

test("what is added at the end, and taken away from it, is summed up", () => {
  const heights = heightsOf(3);
  assert.equal(heights.height, 30);
  const rows = heights.rows;
  heights.rows = [...rows, { key: "a" }, { key: "b" }];
  heights.measured(4, 15);
  assert.deepEqual([heights.height, heights.isKnown(4), heights.isKnown(3), heights.isKnown(9)], [55, true, false, false]);
  heights.rows = [...rows, { key: "c" }, { key: "b" }];
  assert.deepEqual([heights.top(4), heights.height], [40, 55]);
  heights.rows = rows;
  assert.equal(heights.height, 30);
  assert.equal(heights.measured(7, 1), false);
});
