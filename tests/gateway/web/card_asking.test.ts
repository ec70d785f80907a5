// Which cards can be answered, when.

import assert from "node:assert/strict";
import test from "node:test";

import type { Message, Session } from "../../../gateway/web/sdk/index.ts";
import { isAsking } from "../../../gateway/web/visitor/cards/asking.ts";
import { after, newThread, type Thread } from "../../../gateway/web/visitor/model/thread.ts";

const MENU = { kind: "menu", title: "t", options: [], tail: "", text: "", purpose: "" } as const;
const FORM = { kind: "form", title: "t", fields: [] } as const;
const RATING = {
  kind: "rating", id: "i", head: "h", levels: [], type: "star", hours: 12, expires: 1_000,
} as const;

function said(number: number, body: Message["body"], isAnswer = false): Message {
  return {
    frame: "MESSAGE", session: "s", room: "visitor", number, role: "robot", sender: "r", name: "R", body,
    at: 0, cid: "", is_answer: isAnswer,
  };
}

function thread(state: Session["state"], rating: number, ...messages: Message[]): Thread {
  const session: Session = {
    frame: "SESSION", session: "s", version: 1, state, group: "", visitor: "v", agent: "",
    last_number: 0, reason: "", nickname: "", offer: null, transfer: null, visitor_away: false,
    handover: null, agent_name: "", group_name: "", source: null, readers: [], rating, may_rate: false,
    variables: [], notes: null, contact: "", guests: [], unread: 0, may_ask_human: false, feedback: [], recall_ms: 0,
  };
  const told = messages.reduce((each, message) => after(each, { is: "message", message }), newThread("s"));
  return after(told, { is: "session", session });
}

const selected = (number: number, of: number) =>
  said(number, { kind: "selection", number: of, option: "a", text: "A", fields: [], outcome: "", comment: "" });

test("what a flow asks is answered once, while it asks, and only the last", () => {
  for (const card of [MENU, FORM]) {
    assert.ok(isAsking(thread("collecting", 0, said(1, card)), said(1, card), 0));
    assert.ok(!isAsking(thread("queued", 0, said(1, card)), said(1, card), 0));
    assert.ok(!isAsking(thread("robot", 0, said(1, card)), said(1, card), 0));
    assert.ok(!isAsking(thread("collecting", 0, said(1, card), selected(2, 1)), said(1, card), 0));
    const later = thread("collecting", 0, said(1, card), said(2, MENU));
    assert.ok(!isAsking(later, said(1, card), 0));
    assert.ok(isAsking(later, said(2, MENU), 0));
  }
});

test("what the robot offers is asked again and again, while the robot talks", () => {
  for (const card of [said(1, { ...MENU, purpose: "welcome" }), said(1, { ...MENU, purpose: "clarify" }), said(1, MENU, true)]) {
    assert.ok(isAsking(thread("robot", 0, card, selected(2, 1), said(3, MENU)), card, 0));
    assert.ok(!isAsking(thread("serving", 0, card), card, 0));
  }
});

test("an invitation to rate is open as the session says, after its end too, until it expires", () => {
  const card = said(4, RATING);
  assert.ok(isAsking(thread("closed", 4, card), card, 999));
  assert.ok(!isAsking(thread("closed", 4, card), card, 1_000));
  assert.ok(!isAsking(thread("serving", 0, card), card, 0));
});

test("nothing is asked by other bodies, unsent ones, or in sessions that are not known", () => {
  assert.ok(!isAsking(thread("robot", 0), said(1, { kind: "text", text: "?" }), 0));
  assert.ok(!isAsking(thread("collecting", 0), said(0, MENU), 0));
  assert.ok(!isAsking(newThread("s"), said(1, MENU), 0));
  assert.ok(!isAsking(undefined, said(1, MENU), 0));
});
