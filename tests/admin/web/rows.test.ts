// What the left pane shows of a desk, and in which order.

import assert from "node:assert/strict";
import test from "node:test";

import type { DeskModel } from "../../../admin/web/workbench/model/desk_model.ts";
import * as desks from "../../../admin/web/workbench/model/desk_model.ts";
import {
  LATE_MS, SLOW_MS, longestWaiting, nameOf, neighbour, sectionsOf, unreadOf, urgencyOf, type Row,
} from "../../../admin/web/workbench/model/rows.ts";
import { ME, board, desk, guest, message, offer, own, room, run, said, shown } from "./desk_samples.ts";

function ids(rows: readonly Row[]): string[] {
  return rows.map(({ id }) => id);
}

function served(id: string, ...said: ReturnType<typeof message>[]) {
  return [shown({ session: id }), ...said.map((each) => ({ is: "message", message: { ...each, session: id } }) as const)];
}

/** Three visitors: one answered, one who waits since 5 s, one since 3 s. */
function busy(): DeskModel {
  return desk(
    board({ sessions: ["s1", "s2", "s3"] }),
    ...served("s1", message(1), own(2, { at: 9_000 })),
    ...served("s2", own(1, { at: 1 }), message(5)),
    ...served("s3", message(3)),
  );
}

test("who waits longest for a word stands first, who has one last", () => {
  const sections = sectionsOf(busy());
  assert.deepEqual(ids(sections.serving), ["s3", "s2", "s1"]);
  assert.deepEqual(sections.serving.map(({ since }) => since), [3_000, 5_000, 0]);
  assert.equal(longestWaiting(sections), "s3");
  assert.equal(longestWaiting(sectionsOf(desk())), "");
});

test("the next and the one before go round about", () => {
  const sections = sectionsOf(busy());
  assert.equal(neighbour(sections, "s3", 1), "s2");
  assert.equal(neighbour(sections, "s1", 1), "s3");
  assert.equal(neighbour(sections, "s3", -1), "s1");
  assert.equal(neighbour(sections, "", 1), "s3");
  assert.equal(neighbour(sections, "", -1), "s1");
  assert.equal(neighbour(sections, "s3/side-1", 1), "s2", "a side room stands at its session");
  assert.equal(neighbour(sectionsOf(desk()), "", 1), "");
});

test("what rings stands apart, the longest ringing first", () => {
  const model = desk(
    shown({ session: "s1", state: "offered", agent: "", offer: offer({ since: 9 }) }),
    shown({ session: "s2", agent: "a2", guests: [guest({ part: "called", since: 4, note: "help" })] }),
    shown({ session: "s3", agent: "a2", guests: [guest({ part: "mentioned", note: "look" })] }),
  );
  const { ringing, visiting } = sectionsOf(model);
  assert.deepEqual(ids(ringing), ["s2", "s1"]);
  assert.deepEqual(ringing.map(({ note }) => note), ["help", ""]);
  assert.deepEqual(visiting.map(({ id, note }) => [id, note]), [["s3", "look"]]);
});

test("a side room has no row, but what is said there counts at its session", () => {
  const model = desk(
    board({ sessions: ["s1"] }), shown(),
    room({ session: "s1/side-1" }), ...said(message(1, { session: "s1/side-1", role: "agent", sender: "a2" })),
    room({ session: "i1/internal" }), ...said(message(1, { session: "i1/internal", role: "agent", sender: "a2" })),
  );
  const { serving, internal, ended } = sectionsOf(model);
  assert.deepEqual([ids(serving), ids(internal), ids(ended)], [["s1"], ["i1/internal"], []]);
  assert.deepEqual([unreadOf(serving), unreadOf(internal)], [1, 1]);
  const { ended: after } = sectionsOf(run(model, room({ session: "s1/side-1", is_open: false })));
  assert.deepEqual(ids(after), []);
});

test("a row says who is away, typing, to be followed up, and on the way to another", () => {
  const notes = { tags: [], remark: "", outcome: "", follow_up: "call back", follow_up_due: 0, needs_tags: false };
  const transfer = {
    group: "g2", agent: "", note: "", by: ME, since: 1, group_name: "", agent_name: "", by_name: "", until: 0,
  };
  const model = desk(
    shown({ visitor_away: true, notes, transfer }),
    { is: "typing", session: "s1", role: "visitor", sender: "v1", name: "", isTyping: true, preview: "hm" },
  );
  const [row] = sectionsOf(model).serving;
  assert.ok(row);
  assert.deepEqual(
    [row.isAway, row.isTyping, row.preview, row.isToFollowUp, row.isPassedOn], [true, true, "hm", true, true],
  );
});

test("the last message of a row is one that is shown", () => {
  const model = desk(shown(), ...said(message(1), own(2), own(3, { body: { kind: "recall", number: 2 } })));
  assert.equal(sectionsOf(model).serving[0]?.last?.number, 2);
});

test("what has ended stands with the last first, until it is cleared away", () => {
  const model = run(
    busy(), shown({ session: "s1", state: "closed" }), shown({ session: "s3", state: "closed" }),
  );
  assert.deepEqual(ids(sectionsOf(model).ended), ["s3", "s1"]);
  assert.deepEqual(ids(sectionsOf(desks.cleared(model)).ended), []);
});

test("waiting is marked from bounds on", () => {
  assert.equal(urgencyOf(0, 1e9), "");
  assert.equal(urgencyOf(1, SLOW_MS), "");
  assert.equal(urgencyOf(1, 1 + SLOW_MS), "slow");
  assert.equal(urgencyOf(1, 1 + LATE_MS), "late");
});

test("an internal conversation is called after the others in it", () => {
  const members = [{ agent: ME, name: "Ann" }, { agent: "a2", name: "Ben" }, { agent: "a3", name: "" }];
  const model = desk(room({ session: "i1/internal", members }));
  assert.equal(nameOf(model, model.threads.get("i1/internal")!), "Ben, a3");
  const unnamed = desk(shown({ nickname: "" }));
  assert.equal(nameOf(unnamed, unnamed.threads.get("s1")!), "v1");
});
