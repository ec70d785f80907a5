// What a row of the stream says of its day, and how high it is guessed to be before it is drawn.

import assert from "node:assert/strict";
import test from "node:test";

import { dayText } from "../../../admin/web/workbench/conversation/model/day_text.ts";
import { guessed } from "../../../admin/web/workbench/conversation/model/guess.ts";
import type { Row } from "../../../admin/web/workbench/conversation/model/rows.ts";
import { EN } from "../../../admin/web/workbench/words_en.ts";
import { message } from "./desk_samples.ts";

const [YEAR, JUNE] = [2026, 5];

/** In short, of a moment of another day, as it is said at noon of the 15th of June. */
function day(year: number, month: number, date: number, hour = 12): string {
  const now = new Date(YEAR, JUNE, 15, 12).getTime();
  return dayText(new Date(year, month, date, hour).getTime(), now, EN);
}

test("today and yesterday have names, from their first hour to their last", () => {
  assert.deepEqual([0, 23].map((hour) => day(YEAR, JUNE, 15, hour)), ["Today", "Today"]);
  assert.deepEqual([0, 23].map((hour) => day(YEAR, JUNE, 14, hour)), ["yesterday", "yesterday"]);
});

test("other days have a date, those of other years with the year", () => {
  assert.equal(day(YEAR, JUNE, 13), "Sat, Jun 13");
  assert.equal(day(YEAR, JUNE, 16), "Tue, Jun 16");
  assert.equal(day(YEAR, JUNE - 1, 15), "Fri, May 15");
  assert.equal(day(YEAR - 1, JUNE, 15), "Sun, Jun 15, 2025");
});

const text = (length: number, isFirst = false): Row => ({
  is: "said", key: "k", message: message(1, { body: { kind: "text", text: "x".repeat(length) } }), isFirst,
  isOwn: false, unsent: undefined,
});

test("dividers are low, whatever they divide", () => {
  assert.deepEqual([guessed({ is: "day", key: "d", at: 0 }), guessed({ is: "new", key: "n" })], [32, 32]);
});

test("a text is as high as its lines, and its sender's name comes on top", () => {
  assert.deepEqual([0, 44, 45, 88, 89].map((length) => guessed(text(length))), [36, 36, 56, 56, 76]);
  assert.equal(guessed(text(1, true)), guessed(text(1)) + 20);
  assert.equal(guessed({ is: "note", key: "n", message: message(1) }), guessed(text(6)));
});

test("a card is high, however little it says", () => {
  const body = { kind: "image", id: "12345678", name: "", type: "", size: 1, width: 1, height: 1 } as const;
  const row = { is: "said", key: "k", message: message(1, { body }), isOwn: false, unsent: undefined } as const;
  assert.equal(guessed({ ...row, isFirst: false }), 180);
  assert.equal(guessed({ ...row, isFirst: true }), 200);
});
