// Where a long stream is looked at.

import assert from "node:assert/strict";
import test from "node:test";

import { RowHeights, type Keyed } from "../../../admin/web/workbench/conversation/model/row_heights.ts";
import { MARGIN_PX, NEAR_PX, Viewport } from "../../../admin/web/workbench/conversation/model/viewport.ts";

const ROW = 100;
const SIZE = 500;

function rowsFrom(first: number, end: number): readonly Keyed[] {
  return Array.from({ length: end - first }, (_, at) => ({ key: String(first + at) }));
}

function viewportOf(count: number): Viewport<Keyed> {
  const viewport = new Viewport(new RowHeights<Keyed>(() => ROW), ({ key }) => !key.startsWith("day"));
  viewport.heights.rows = rowsFrom(0, count);
  viewport.size = SIZE;
  return viewport;
}

test("it begins at the end, and stays there when more comes", () => {
  const viewport = viewportOf(100);
  assert.equal(viewport.top, 100 * ROW - SIZE);
  viewport.scrolled(viewport.top);
  viewport.heights.rows = rowsFrom(0, 110);
  // The browser tells of the last place when there is more already.
  viewport.scrolled(100 * ROW - SIZE);
  assert.equal(viewport.isAtEnd, true);
  assert.equal(viewport.top, 110 * ROW - SIZE);
});

test("who goes up leaves the end, and what comes moves him no more", () => {
  const viewport = viewportOf(100);
  viewport.scrolled(viewport.top);
  viewport.scrolled(5_030);
  assert.equal(viewport.isAtEnd, false);
  viewport.heights.rows = rowsFrom(0, 200);
  assert.equal(viewport.top, 5_030);
  viewport.heights.rows = rowsFrom(-50, 200);
  assert.equal(viewport.top, 10_030);
  viewport.heights.measured(53, ROW + 40);
  assert.equal(viewport.top, 10_070);
});

test("near the end is the end", () => {
  const viewport = viewportOf(100);
  viewport.scrolled(0);
  viewport.scrolled(9_500 - NEAR_PX + 1);
  assert.equal(viewport.isAtEnd, true);
  viewport.scrolled(0);
  viewport.toEnd();
  assert.equal(viewport.top, 9_500);
});

test("only what is seen, and something beside it, is drawn", () => {
  const viewport = viewportOf(100);
  viewport.scrolled(viewport.top);
  viewport.scrolled(5_000);
  assert.deepEqual(viewport.span, { first: (5_000 - MARGIN_PX) / ROW, end: (5_000 + SIZE + MARGIN_PX) / ROW + 1 });
});

test("a row can be asked for; with the end in sight it is the end", () => {
  const viewport = viewportOf(100);
  viewport.toRow("40");
  assert.deepEqual([viewport.top, viewport.isAtEnd], [4_000, false]);
  viewport.toRow("96");
  assert.equal(viewport.isAtEnd, true);
  viewport.toRow("40");
  viewport.toRow("none");
  assert.equal(viewport.isAtEnd, true);
});

test("a short stream, and one without rows, is not scrolled", () => {
  assert.equal(viewportOf(2).top, 0);
  const empty = viewportOf(0);
  empty.scrolled(0);
  assert.deepEqual([empty.top, empty.span], [0, { first: 0, end: 0 }]);
});

test("a row that is there no more gives the beginning", () => {
  const viewport = viewportOf(100);
  viewport.toRow("40");
  viewport.heights.rows = rowsFrom(50, 100);
  assert.equal(viewport.top, 0);
});

test("a divider is no hold: it may be gone when what was before it comes", () => {
  const viewport = viewportOf(0);
  viewport.heights.rows = [{ key: "day 1" }, ...rowsFrom(50, 100)];
  viewport.scrolled(5_000);
  viewport.scrolled(20);
  viewport.heights.rows = [{ key: "day 2" }, ...rowsFrom(0, 100)];
  assert.equal(viewport.top, 5_020);
});
