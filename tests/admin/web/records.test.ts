// The records' pure parts: which are asked for, and what in a text was found.

import assert from "node:assert/strict";
import test from "node:test";

import { piecesOf } from "../../../admin/web/workbench/records/model/marked.ts";
import { newFilter, OUTCOMES, queryOf, spanned } from "../../../admin/web/workbench/records/model/record_filter.ts";
import { EN } from "../../../admin/web/workbench/records/words_en.ts";
import { ZH } from "../../../admin/web/workbench/records/words_zh.ts";

const NOW = new Date(2026, 2, 1, 15, 30).getTime();

test("a span ends with the day that it is, by the calendar", () => {
  assert.deepEqual(spanned("today", NOW), { since: "2026-03-01", until: "2026-03-01" });
  assert.deepEqual(spanned("yesterday", NOW), { since: "2026-02-28", until: "2026-02-28" });
  assert.deepEqual(spanned("week", NOW), { since: "2026-02-23", until: "2026-03-01" });
  assert.deepEqual(spanned("month", NOW), { since: "2026-01-31", until: "2026-03-01" });
});

test("a day is asked for from its midnight to the next", () => {
  const query = queryOf({ ...newFilter(NOW), ...spanned("today", NOW) });
  assert.deepEqual(query, {
    from_ms: String(new Date(2026, 2, 1).getTime()), until_ms: String(new Date(2026, 2, 2).getTime()),
  });
});

test("what was left empty is not asked for, and blanks say nothing", () => {
  const query = queryOf({ ...newFilter(NOW), since: "", until: "", text: " refund ", tag: "  ", stars: "5" });
  assert.deepEqual(query, { text: "refund", stars: "5" });
});

test("what was found is told apart from the rest", () => {
  const text = "a refund, a Refund";
  assert.deepEqual(piecesOf(text, []), [{ text, isFound: false }]);
  assert.deepEqual(piecesOf(text, [[2, 8], [12, 18]]).map((each) => [each.text, each.isFound]), [
    ["a ", false], ["refund", true], [", a ", false], ["Refund", true],
  ]);
  assert.deepEqual(piecesOf("ab", [[0, 2]]), [{ text: "ab", isFound: true }]);
});

test("characters count as the service counts them, and marks may overlap", () => {
  const pieces = piecesOf("😀退款退", [[1, 3], [2, 4]]);
  assert.deepEqual(pieces.map((each) => [each.text, each.isFound]), [["😀", false], ["退款", true], ["退", true]]);
});

test("every outcome and every way to end has words in both languages", () => {
  assert.deepEqual(Object.keys(ZH.endings).sort(), Object.keys(EN.endings).sort());
  for (const outcome of OUTCOMES) assert.ok(EN.endings[outcome], outcome);
});
