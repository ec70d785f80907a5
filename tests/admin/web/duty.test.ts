// Who was taken off-line by an outage is put on duty again, nobody else is.

import assert from "node:assert/strict";
import test from "node:test";

import type { Board } from "../../../gateway/web/sdk/index.ts";
import { OFF_DUTY, isDue, loadOf, wantedAfter } from "../../../admin/web/workbench/model/duty.ts";
import { board } from "./desk_samples.ts";

function of(fields: Partial<Board>): Board {
  const event = board(fields);
  assert.equal(event.is, "board");
  return event.is === "board" ? event.board : assert.fail();
}

test("opening the page puts nobody on duty", () => {
  assert.equal(isDue(OFF_DUTY, of({ status: "offline" }), true), false);
});

test("after an outage what was wanted is asked for again, once", () => {
  const wanted = wantedAfter(OFF_DUTY, of({ status: "busy" }), false);
  assert.equal(wanted.status, "free");
  const lost = of({ status: "offline" });
  assert.equal(isDue(wanted, lost, true), true);
  assert.deepEqual(wantedAfter(wanted, lost, true), wanted);
  assert.equal(isDue(wanted, lost, false), false);
  assert.equal(wantedAfter(wanted, lost, false).status, "offline", "a supervisor has set it");
});

test("a rest is wanted with its reason", () => {
  assert.deepEqual(wantedAfter(OFF_DUTY, of({ status: "rest", reason: "Meal" }), false), { status: "rest", reason: "Meal" });
  assert.equal(wantedAfter(OFF_DUTY, of({ status: "arrange" }), true).status, "free");
});

test("the load is what holds slots", () => {
  assert.equal(loadOf(of({ sessions: ["s1", "s2"], visits: ["s3"] })), 2);
});
