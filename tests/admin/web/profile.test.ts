// What of the own profile is told to the service.

import assert from "node:assert/strict";
import test from "node:test";

import { draftOf, editsOf, squareOf } from "../../../admin/web/workbench/profile/model/profile_edit.ts";
import type { Member } from "../../../admin/web/workbench/staff_api.ts";

const ANN: Member = {
  id: "m1", email: "ann@example.com", name: "Ann", nickname: "", phone: "+86 138", staff_number: "7", role: "agent",
  capacity: 3, groups: ["presale"], has_second_factor: false,
};

test("what nobody changed is not told, nor blanks around it", () => {
  assert.equal(editsOf(ANN, draftOf(ANN)), undefined);
  assert.equal(editsOf(ANN, { ...draftOf(ANN), name: " Ann " }), undefined);
});

test("what has changed is told alone, and may be taken away", () => {
  assert.deepEqual(editsOf(ANN, { name: "Ann B", nickname: "", phone: "" }), { name: "Ann B", phone: "" });
});

test("of a picture the middle is shown", () => {
  assert.deepEqual(squareOf(400, 301), { x: 49, y: 0, side: 301 });
  assert.deepEqual(squareOf(3, 8), { x: 0, y: 2, side: 3 });
});
