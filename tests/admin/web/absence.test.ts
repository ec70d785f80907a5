// How long an agent who cannot be heard counts as there.

import assert from "node:assert/strict";
import test from "node:test";

import { connectionAfter, newConnection } from "../../../gateway/web/visitor/model/connection.ts";
import { secondsToAbsence } from "../../../admin/web/workbench/model/absence.ts";
import { CONNECTED } from "./desk_samples.ts";

const HEARD = connectionAfter(newConnection(0), CONNECTED, 1_000);
const LOST = { ...HEARD, is: "trouble", since: 5_000 } as const;

test("it runs out from when the connection was lost", () => {
  assert.deepEqual([5_000, 5_001, 34_999, 35_000, 99_000].map((now) => secondsToAbsence(LOST, 30, "free", now)), [30, 30, 1, 0, 0]);
});

test("nobody is told of it who is heard, off duty, never gone, or was not there yet", () => {
  assert.equal(secondsToAbsence(HEARD, 30, "free", 9_000), undefined);
  assert.equal(secondsToAbsence(LOST, 30, "offline", 9_000), undefined);
  assert.equal(secondsToAbsence(LOST, 30, undefined, 9_000), undefined);
  assert.equal(secondsToAbsence(LOST, 0, "free", 9_000), undefined);
  assert.equal(secondsToAbsence(newConnection(0), 30, "free", 9_000), undefined);
});
