// What the pages of service rules show as one types.

import assert from "node:assert/strict";
import { test } from "node:test";

import { inserted, isFound, previewOf } from "../../../admin/web/panel/service_texts.ts";

test("a text is shown as visitors would read it", () => {
  assert.equal(previewOf("${StaffName} of ${GroupName} ${No}", { StaffName: "Ann", GroupName: "Sales" }), "Ann of Sales ${No}");
});

test("a variable is put where the cursor was", () => {
  assert.deepEqual(inserted("ab cd", 2, 3, "${X}"), ["ab${X}cd", 6]);
});

test("all words that are looked for must be there, in any case", () => {
  assert.equal(isFound("Queue max_waiting 排队人数", "WAIT queue"), true);
  assert.equal(isFound("Queue max_waiting", "wait rating"), false);
  assert.equal(isFound("anything", ""), true);
});
