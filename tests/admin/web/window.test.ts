// Which rows of the left pane are drawn.

import assert from "node:assert/strict";
import test from "node:test";

import { distanceTo, ROW_PX, windowOf } from "../../../admin/web/workbench/sessions/window.ts";

test("of a long list what is seen is drawn, and something beside it", () => {
  const { first, end } = windowOf(2_000, 500 * ROW_PX, 510 * ROW_PX);
  assert.ok(first <= 495 && first >= 480 && end >= 515 && end <= 530, `${first} … ${end}`);
});

test("a small step draws nothing else", () => {
  assert.deepEqual(windowOf(2_000, 501 * ROW_PX, 511 * ROW_PX), windowOf(2_000, 502 * ROW_PX, 512 * ROW_PX));
});

test("no row is drawn that there is not", () => {
  assert.deepEqual(windowOf(3, 0, 600), { first: 0, end: 3 });
  assert.deepEqual(windowOf(100, -9_000, -8_000), { first: 0, end: 0 });
  assert.deepEqual(windowOf(100, 90_000, 91_000), { first: 100, end: 100 });
});

test("a row that is not seen whole is scrolled to, and no other", () => {
  assert.equal(distanceTo(0, 10, 500), -10);
  assert.equal(distanceTo(2, 10, 500), 0);
  assert.equal(distanceTo(9, 10, 500), 10 * ROW_PX - 500);
});
