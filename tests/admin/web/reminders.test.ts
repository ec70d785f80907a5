// What calls the agent, and what does not.

import assert from "node:assert/strict";
import test from "node:test";

import type { ClientEvent } from "../../../gateway/web/sdk/index.ts";
import * as desks from "../../../admin/web/workbench/model/desk_model.ts";
import type { DeskModel } from "../../../admin/web/workbench/model/desk_model.ts";
import { reminderOf, SETTLING_MS } from "../../../admin/web/workbench/model/reminders.ts";
import { board, desk, guest, message, notice, offer, own, run, shown } from "./desk_samples.ts";

const LATER = SETTLING_MS + 1;
const TRANSFER = {
  group: "", agent: "a1", note: "", by: "a2", since: 1, group_name: "", agent_name: "", by_name: "Ben", until: 0,
};

function called(model: DeskModel, event: ClientEvent, now = LATER): string {
  const reminder = reminderOf(model, run(model, event), event, now);
  return reminder ? `${reminder.kind} ${reminder.text}` : "";
}

function written(fields: Parameters<typeof message>[1]): ClientEvent {
  return { is: "message", message: message(2, fields) };
}

test("an offer calls once", () => {
  const rings = shown({ state: "offered", agent: "", offer: offer() });
  assert.equal(called(desk(), rings), "offer offer");
  assert.equal(called(run(desk(), rings), rings), "");
  assert.equal(called(run(desk(), rings), shown({ state: "offered", agent: "", offer: offer({ id: "o2" }) })), "offer offer");
  assert.equal(called(run(desk(), rings), shown()), "", "he took it himself");
});

test("a session that is handed over is told as one", () => {
  assert.equal(called(desk(), shown({ agent: "a2", offer: offer(), transfer: TRANSFER })), "transfer handedOver");
  const handover = { agent: "a2", note: "", agent_name: "Ben" };
  assert.equal(called(desk(), shown({ handover })), "transfer handedOver");
});

test("a session that is given calls, but not what was there when the page was opened", () => {
  assert.equal(called(desk(), shown()), "offer came");
  assert.equal(called(desk(), shown(), SETTLING_MS - 1), "");
});

test("a visitor's message calls, one's own and what was there before do not", () => {
  const model = desk(shown({ last_number: 1 }));
  assert.equal(called(model, written({})), "message message");
  assert.equal(called(model, { is: "message", message: own(2) }), "");
  assert.equal(called(model, written({ role: "robot" })), "");
  assert.equal(called(model, written({ body: { kind: "recall", number: 1 } })), "");
  assert.equal(called(desk(shown({ last_number: 2 })), written({})), "");
  assert.equal(called(desk(), written({ session: "other" })), "");
  const left = run(desk(board({ sessions: ["s1"] }), shown({ last_number: 1 })), board());
  assert.equal(desks.partOf(left, left.threads.get("s1")!), "ended");
  assert.equal(called(left, written({})), "");
});

test("colleagues who call, and who mention, are told", () => {
  assert.equal(called(desk(), shown({ agent: "a2", guests: [guest({ part: "called" })] })), "mention call");
  const mentioned = shown({ agent: "a2", guests: [guest({ part: "mentioned" })] });
  assert.equal(called(desk(), mentioned), "mention mention");
  assert.equal(called(run(desk(), mentioned), mentioned), "");
  const again = shown({ agent: "a2", guests: [guest({ part: "mentioned", since: 9 })] });
  assert.equal(called(run(desk(), mentioned), again), "mention mention");
});

test("notices of one's sessions call, those for visitors do not", () => {
  const model = desk(shown());
  assert.equal(called(model, notice("agent_reminder")), "unanswered unanswered");
  assert.equal(called(model, notice("auto_transfer")), "transfer autoTransfer");
  const rings = desk(shown({ state: "offered", agent: "", offer: offer() }));
  assert.equal(called(rings, notice("auto_transfer")), "offer lapsed");
  assert.equal(called(model, notice("transfer_refused")), "transfer transferRefused");
  assert.equal(called(model, notice("visitor_warning")), "");
  assert.equal(called(model, notice("agent_reminder", "other")), "");
});

test("what others make of his status is told, what he does himself is not", () => {
  const free = desk(board());
  assert.equal(called(free, board({ status: "not_ready", reason: "silent" })), "offer letItRing");
  assert.equal(called(free, board({ status: "offline", by: "a2", by_name: "Ben" })), "transfer statusSet");
  assert.equal(called(free, board({ capacity: 9 })), "transfer capacitySet");
  assert.equal(called(free, board({ status: "rest", reason: "Meal", by: "a1" })), "");
  assert.equal(called(desk(), board({ status: "not_ready", reason: "silent" })), "", "he finds it so");
});
