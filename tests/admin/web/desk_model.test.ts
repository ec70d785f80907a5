// What the agent's desk shows after what happened.

import assert from "node:assert/strict";
import test from "node:test";

import * as desks from "../../../admin/web/workbench/model/desk_model.ts";
import type { DeskModel } from "../../../admin/web/workbench/model/desk_model.ts";
import { hasOlder } from "../../../admin/web/workbench/model/staff_thread.ts";
import { board, desk, guest, message, notice, offer, own, room, run, said, shown } from "./desk_samples.ts";

function part(model: DeskModel, id = "s1"): string {
  return desks.partOf(model, model.threads.get(id)!);
}

test("a session that rings is offered, then served, then over", () => {
  let model = desk(board({ sessions: ["s1"] }), shown({ state: "offered", agent: "", offer: offer() }));
  assert.equal(part(model), "ringing");
  model = run(model, shown());
  assert.equal(part(model), "serving");
  model = run(model, shown({ state: "closed" }));
  assert.equal(part(model), "ended");
  assert.deepEqual(model.ended, ["s1"]);
});

test("what only rang here leaves no trace", () => {
  const rung = desk(board({ sessions: ["s1"] }), shown({ state: "offered", agent: "", offer: offer() }));
  assert.deepEqual(run(rung, board()).ended, []);
  assert.deepEqual(run(rung, shown({ state: "serving", agent: "a2" })).ended, []);
});

test("what went to others while the agent was away rings no more", () => {
  const offered = shown({ state: "offered", agent: "", offer: offer() });
  const rung = desk(board({ sessions: ["s1"] }), offered);
  assert.equal(desks.isRinging(rung), true);
  const silent = run(rung, board());
  assert.deepEqual([part(silent), desks.isRinging(silent)], ["none", false]);
  assert.equal(part(run(silent, board({ sessions: ["s1"] }), offered)), "ringing");
  const called = run(silent, shown({ agent: "a2", guests: [guest({ part: "called" })] }));
  assert.deepEqual([part(called), desks.isRinging(called)], ["called", true]);
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

test("a desk knows as what the agent takes part", () => {
  const part = (fields: Parameters<typeof shown>[0]) =>
    desks.partOf(desk(shown(fields)), desk(shown(fields)).threads.get("s1")!);
  assert.equal(part({ agent: "a2" }), "none");
  assert.equal(part({ agent: "a2", guests: [guest({ part: "called" })] }), "called");
  assert.equal(part({ agent: "a2", guests: [guest({ part: "watching" })] }), "guest");
  const model = desk(room());
  assert.equal(desks.partOf(model, model.threads.get("s1/side-1")!), "room");
});

test("a visit ends when the board names it no more", () => {
  const model = desk(board({ visits: ["s1"] }), shown({ agent: "a2", guests: [guest()] }));
  assert.deepEqual(run(model, board()).ended, ["s1"]);
});

test("a side room that is closed has ended", () => {
  assert.deepEqual(run(desk(room()), room({ is_open: false })).ended, ["s1/side-1"]);
});

test("a page of history comes before what is there", () => {
  const model = desks.loaded(desk(shown(), ...said(message(3))), "s1", [message(1), message(2), message(3)]);
  assert.deepEqual(model.threads.get("s1")!.messages.map(({ number }) => number), [1, 2, 3]);
});

test("the last notice of a session is kept", () => {
  assert.equal(run(desk(shown()), notice("agent_reminder")).notices.get("s1")?.kind, "agent_reminder");
});

test("a refused message can be given up", () => {
  const posted = desks.posted(desk(shown()), "s1", "c1", { kind: "text", text: "hi" }, 5);
  assert.equal(desks.failed(posted, "c1", 301).unsent[0]?.code, 301);
  assert.deepEqual(desks.dropped(posted, "c1").unsent, []);
  assert.equal(desks.posted(posted, "s1", "c1", { kind: "text", text: "hi" }, 6), posted);
});

test("a session that was cleared away and comes back asks for what was said in it", () => {
  const over = desk(shown({ last_number: 2 }), ...said(message(1), message(2)), shown({ state: "closed", last_number: 2 }));
  const again = run(desks.cleared(over), shown({ last_number: 3 }));
  assert.equal(hasOlder(again.threads.get("s1")!), true);
  assert.equal(hasOlder(run(again, ...said(message(3))).threads.get("s1")!), true);
  assert.equal(hasOlder(desk(shown()).threads.get("s1")!), false);
});

test("neither ended sessions nor what only rang grow without bounds", () => {
  const ids = Array.from({ length: desks.MAX_THREADS + 3 }, (_, place) => `s${place}`);
  const rang = ids.flatMap((session) => [
    shown({ session, state: "offered", agent: "", offer: offer() }), shown({ session, state: "queued", agent: "" }),
  ]);
  assert.equal(desk(...rang).threads.size, desks.MAX_THREADS);
  const ended = ids.flatMap((session) => [shown({ session }), shown({ session, state: "closed" })]);
  const model = desk(...ended);
  assert.equal(model.ended.length, desks.MAX_ENDED);
  assert.equal(model.threads.size, desks.MAX_ENDED);
  assert.equal(model.ended[0], ids.at(-1));
});
