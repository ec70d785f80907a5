// What the live dashboard's numbers look like (M6).

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  agentsOf, chosen, curves, filled, lasting, nameOf, onDuty, share, span, summary, titleOf, urgency,
} from "../../../admin/web/panel/dashboard/figures.ts";
import type { Dashboard, DashboardAgent, DashboardGroup } from "../../../gateway/web/sdk/wire.ts";

const CREW = { offline: 9, free: 1, busy: 2, arrange: 1, not_ready: 1, rest: 1, capacity: 5, load: 3 };
const group = (id: string, name: string): DashboardGroup => ({
  group: id, name, waiting: 0, waiting_since: 0,
  sessions: { robot: 0, collecting: 0, queued: 0, offered: 0, serving: 0, message_left: 0 },
  agents: CREW,
  today: {
    offered: 0, waits: 0, answered: 0, prompt: 0, abandoned: 0, served: 0, handled: 0, transferred: 0,
    first_response: null, answer_time: null, robot: 0, robot_resolved: 0,
  },
});
const agent = (id: string, name: string, status: DashboardAgent["status"], ...groups: string[]): DashboardAgent => ({
  agent: id, name, status, load: 0, capacity: 1, since: 0, is_there: true, groups,
});
const DESK: Dashboard = {
  frame: "DASHBOARD", at: 1, day: 0, prompt_seconds: 20, behind: 0, whole: group("", ""),
  groups: [group("g", "售前"), group("h", "")],
  agents: [agent("a1", "Ann", "free", "g"), agent("b1", "小明", "busy", "g", "h")],
  is_cut: false,
};

test("a share of nothing is no share", () => {
  assert.equal(share(1, 3), "33%");
  assert.equal(share(0, 3), "0%");
  assert.equal(share(0, 0), "–");
});

test("spans are written as clocks show them", () => {
  assert.deepEqual([0, 5_400, 65_000, 3_725_000].map(span), ["0:00", "0:05", "1:05", "1:02:05"]);
  assert.equal(span(null), "–");
  assert.equal(lasting(0, 9), "–");
  assert.equal(lasting(1_000, 2_999), "0:01");
  assert.equal(lasting(5_000, 1_000), "0:00");
});

test("a group that is no more shows all together", () => {
  assert.equal(chosen(DESK, "g").name, "售前");
  assert.equal(chosen(DESK, "gone").group, "");
  assert.equal(nameOf(chosen(DESK, ""), { everything: "All" }), "All");
  assert.equal(nameOf(chosen(DESK, "h"), {}), "h");
  assert.deepEqual(["g", "h", "x"].map((each) => titleOf(DESK, each)), ["售前", "h", "x"]);
});

test("agents are found by group, name or id, and status", () => {
  const found = (...wanted: [string, string, string]) => agentsOf(DESK, ...wanted).map((each) => each.agent);
  assert.deepEqual(found("", "", ""), ["a1", "b1"]);
  assert.deepEqual(found("h", "", ""), ["b1"]);
  assert.deepEqual(found("", " ANN ", ""), ["a1"]);
  assert.deepEqual(found("", "b1", ""), ["b1"]);
  assert.deepEqual(found("g", "", "busy"), ["b1"]);
});

test("who is on duty is counted whatever he does", () => {
  assert.equal(onDuty(CREW), 6);
});

test("a wait becomes urgent by what is promised", () => {
  const at = (seconds: number) => urgency(1, 1 + seconds * 1_000, 20);
  assert.deepEqual([0, 20, 21, 60, 61].map(at), ["", "", "late", "late", "very-late"]);
  assert.equal(urgency(0, 10 ** 9, 20), "");
});

test("texts are filled in, and what has no value stays", () => {
  assert.equal(filled("{a} of {b}", { a: 1 }), "1 of {b}");
  assert.equal(filled(undefined, {}), "");
});

test("curves are of the last minutes", () => {
  const minutes = [1, 2, 3].map((at) => ({
    at: at * 60_000, waiting: at, longest_seconds: 0, serving: 0, offered: 0, answered: 0, abandoned: 0,
  }));
  const data = curves(minutes, 2, ["waiting", "serving"]);
  assert.deepEqual(data, [[120, 180], [2, 3], [0, 0]]);
  assert.equal(summary("Now", ["a", "b"], data), "Now: a 3 (max 3), b 0 (max 0)");
  assert.equal(summary("Now", ["a"], curves([], 2, ["waiting"])), "Now: a – (max –)");
});
