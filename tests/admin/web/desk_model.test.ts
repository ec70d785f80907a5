// What the agent's desk shows after what happened.

import assert from "node:assert/strict";
import test from "node:test";

import * as desks from "../../../admin/web/workbench/model/desk_model.ts";
import type { DeskModel } from "../../../admin/web/workbench/model/desk_model.ts";
import { ME, board, desk, message, own, run, said, shown } from "./desk_samples.ts";

const OFFER = { id: "o1", agent: ME, since: 1, until: 2, agent_name: "" };

function part(model: DeskModel, id = "s1"): string {
  return desks.partOf(model, model.threads.get(id)!);
}

test("a session that rings is offered, then served, then over", () => {
  let model = desk(board({ sessions: ["s1"] }), shown({ state: "offered", agent: "", offer: OFFER }));
  assert.equal(part(model), "ringing");
  model = run(model, shown());
  assert.equal(part(model), "serving");
  model = run(model, shown({ state: "closed" }));
  assert.equal(part(model), "ended");
  assert.deepEqual(model.ended, ["s1"]);
});

test("what only rang here leaves no trace", () => {
  const rung = desk(board({ sessions: ["s1"] }), shown({ state: "offered", agent: "", offer: OFFER }));
  assert.deepEqual(run(rung, board()).ended, []);
  assert.deepEqual(run(rung, shown({ state: "serving", agent: "a2" })).ended, []);
});

test("what the board names no more has ended, and comes back when it is named again", () => {
  const served = desk(board({ sessions: ["s1"] }), shown());
  const gone = run(served, board());
  assert.equal(part(gone), "ended");
  assert.equal(part(run(gone, board({ sessions: ["s1"] }))), "serving");
});

test("ended sessions are cleared away, and with them the choice of one", () => {
  const model = desks.selected(desk(board({ sessions: ["s1"] }), shown(), shown({ state: "closed" })), "s1");
  const cleared = desks.cleared(model);
  assert.deepEqual([cleared.ended, cleared.threads.size, cleared.selected], [[], 0, ""]);
});

test("a message of one's own is unsent until the transcript has it", () => {
  const posted = desks.posted(desk(shown()), "s1", "c1", { kind: "text", text: "hi" }, 5);
  assert.equal(posted.unsent.length, 1);
  assert.equal(run(posted, ...said(own(1, { cid: "c1" }))).unsent.length, 0);
  const refused = run(posted, { is: "refused", session: "s1", cid: "c1", body: { kind: "text", text: "hi" }, code: 301 });
  assert.equal(refused.unsent[0]?.code, 301);
});

test("a visitor's words are unread until they were shown", () => {
  const model = desk(shown(), ...said(message(1), message(2)));
  const { seen } = desks.seen(model, "s1").threads.get("s1")!;
  assert.equal(seen, 2);
});
