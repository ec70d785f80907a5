// What the chat shows after what happened, in whatever order it came.

import assert from "node:assert/strict";
import test from "node:test";

import { ErrorCode, type ClientEvent, type Message, type Session } from "../../../gateway/web/sdk/index.ts";
import * as chat from "../../../gateway/web/visitor/model/chat_model.ts";
import type { ChatModel } from "../../../gateway/web/visitor/model/chat_model.ts";
import {
  PATIENCE_MS, RELIEF_MS, bannerChangesAt, bannerOf,
} from "../../../gateway/web/visitor/model/connection.ts";
import * as threads from "../../../gateway/web/visitor/model/thread.ts";

const ME = "v1";

function message(number: number, fields: Partial<Message> = {}): Message {
  return {
    frame: "MESSAGE", session: "s1", room: "visitor", number, role: "agent", sender: "a1", name: "Ann",
    body: { kind: "text", text: `text ${number}` }, at: 1_000 + number, cid: "", is_answer: false, ...fields,
  };
}

function own(number: number, cid: string, fields: Partial<Message> = {}): Message {
  return message(number, { role: "visitor", sender: ME, name: "", cid, ...fields });
}

function session(fields: Partial<Session> = {}): Session {
  return {
    frame: "SESSION", session: "s1", version: 1, state: "serving", group: "g", visitor: ME, agent: "a1",
    last_number: 0, reason: "", nickname: "", offer: null, transfer: null, visitor_away: false,
    handover: null, agent_name: "Ann", group_name: "", source: null, readers: [], rating: 0,
    may_rate: false, variables: [], notes: null, contact: "", guests: [], unread: 0,
    may_ask_human: false, feedback: [], recall_ms: 120_000, ...fields,
  };
}

function said(...messages: Message[]): ClientEvent[] {
  return messages.map((each) => ({ is: "message", message: each }));
}

function told(fields: Partial<Session> = {}): ClientEvent {
  return { is: "session", session: session(fields) };
}

function run(model: ChatModel, ...events: ClientEvent[]): ChatModel {
  return events.reduce((before, event) => chat.after(before, event, 0), model);
}

function begun(...events: ClientEvent[]): ChatModel {
  return run(chat.opened(chat.newChat(0), "s1"), ...events);
}

function thread(model: ChatModel): threads.Thread {
  const found = chat.current(model);
  assert.ok(found);
  return found;
}

function numbers(model: ChatModel): number[] {
  return thread(model).messages.map((each) => each.number);
}

const TEXT = { kind: "text", text: "hello" } as const;

test("an own message is shown at once, and once when it comes back", () => {
  let model = chat.posted(begun(), "s1", "c1", TEXT, 5);
  assert.deepEqual(model.unsent.map((each) => [each.cid, each.code]), [["c1", 0]]);
  model = run(model, { is: "confirmed", session: "s1", cid: "c1", number: 1, at: 9 });
  assert.equal(model.unsent[0]?.number, 1); // on disk, and not in the transcript yet
  assert.equal(chat.messageOf(model, model.unsent[0]!).number, 1);
  model = run(model, ...said(own(1, "c1")));
  assert.deepEqual(model.unsent, []);
  assert.deepEqual(numbers(model), [1]);
});

test("a message that nothing keeps says so until it is sent", () => {
  let model = chat.posted(chat.posted(begun(), "s1", "c1", TEXT, 5), "s1", "c2", TEXT, 5);
  model = run(model, { is: "notKept", session: "s1", cid: "c2" });
  assert.deepEqual(model.unsent.map((each) => each.isKept), [true, false]);
});

test("who answers has read what was there before; the service's own words say nothing of that", () => {
  const asked = begun(...said(own(1, "c1"), message(2, { role: "system" })));
  assert.equal(threads.deliveryOf(thread(asked), 1), "sent");
  for (const role of ["agent", "robot"] as const) {
    const answered = thread(run(asked, ...said(message(3, { role }), own(4, "c4"))));
    assert.deepEqual([1, 4].map((each) => threads.deliveryOf(answered, each)), ["read", "sent"]);
  }
});

test("a message that was in the transcript before it is confirmed is not shown twice", () => {
  let model = chat.posted(begun(...said(message(1), message(2))), "s1", "c1", TEXT, 5);
  model = run(model, { is: "confirmed", session: "s1", cid: "c1", number: 2, at: 9 });
  assert.deepEqual(model.unsent, []);
});

test("a refused message stays, says why, and leaves when it is sent anew", () => {
  let model = chat.posted(begun(), "s1", "c1", TEXT, 5);
  model = chat.posted(model, "s1", "c1", TEXT, 6); // adopted from the store what is known already
  model = run(model, { is: "refused", session: "s1", cid: "c1", body: TEXT, code: ErrorCode.CLOSED });
  assert.deepEqual(model.unsent.map((each) => each.code), [ErrorCode.CLOSED]);
  assert.deepEqual(chat.dropped(model, "c1").unsent, []);
  assert.equal(chat.failed(model, "c1", ErrorCode.BLOCKED).unsent[0]?.code, ErrorCode.BLOCKED);
});

test("an own message of another tab is one of the visitor's", () => {
  const model = begun(...said(own(1, "other"), message(2)));
  assert.deepEqual(thread(model).messages.map((each) => each.role), ["visitor", "agent"]);
});

test("a recall and a selection are shown where they belong, and not by themselves", () => {
  const menu = { kind: "menu", title: "?", options: [], tail: "", text: "", purpose: "" } as const;
  const selection = {
    kind: "selection", number: 1, option: "a", text: "A", fields: [], outcome: "", comment: "",
  } as const;
  const model = begun(
    ...said(
      message(1, { body: menu }), own(2, "x", { body: selection }), message(3),
      message(4, { body: { kind: "recall", number: 3 } }),
    ),
  );
  assert.deepEqual(threads.visible(thread(model)).map((each) => each.number), [1, 3]);
  assert.equal(chat.selectionOf(model, message(1))?.option, "a");
  assert.ok(chat.isRecalled(model, message(3)));
  assert.ok(!chat.isRecalled(model, message(1)));
});

test("what answers a card that is not loaded is shown by itself", () => {
  const selection = {
    kind: "selection", number: 1, option: "a", text: "A", fields: [], outcome: "", comment: "",
  } as const;
  const late = own(5, "x", { body: selection });
  const model = chat.loaded(chat.newChat(0), "s0", [late]);
  assert.deepEqual(threads.visible(model.threads.get("s0")!), [late]);
  assert.ok(threads.hasOlder(model.threads.get("s0")!));
});

test("history goes before what is there, and says what became of it", () => {
  const recall = message(5, { body: { kind: "recall", number: 2 } });
  let model = chat.loaded(begun(told()), "s0", [message(4, { session: "s0" })]);
  assert.deepEqual(model.shown, ["s0", "s1"]);
  model = chat.loaded(model, "s0", [message(2), message(3), recall].map((each) => ({ ...each, session: "s0" })));
  const old = model.threads.get("s0")!;
  assert.deepEqual(old.messages.map((each) => each.number), [2, 3, 4]);
  assert.ok(!threads.hasOlder(chat.loaded(model, "s0", [message(1)]).threads.get("s0")!));
});

test("delivered and read only grow", () => {
  const receipt = { is: "receipt", session: "s1", role: "agent", sender: "a1" } as const;
  const model = begun({ ...receipt, delivered: 3, read: 2 }, { ...receipt, delivered: 1, read: 1 });
  const deliveries = [2, 3, 4].map((each) => threads.deliveryOf(thread(model), each));
  assert.deepEqual(deliveries, ["read", "delivered", "sent"]);
});

test("who types is shown until he stops", () => {
  const typing = { is: "typing", session: "s1", role: "agent", name: "Ann", preview: "" } as const;
  let model = begun({ ...typing, sender: "a1", isTyping: true }, { ...typing, sender: "a2", isTyping: true });
  model = run(model, { ...typing, sender: "a1", isTyping: true });
  assert.equal(thread(model).typists.length, 2);
  model = run(model, { ...typing, sender: "a1", isTyping: false });
  assert.deepEqual(thread(model).typists.map((each) => each.sender), ["a2"]);
});

test("unread are the messages of others that were not shown", () => {
  let model = begun(...said(message(1), message(2)), told({ last_number: 2, unread: 1 }));
  assert.equal(threads.unread(thread(model)), 1);
  model = run(model, ...said(message(3)));
  assert.equal(threads.unread(thread(model)), 2);
  model = chat.seen(model);
  assert.equal(threads.unread(thread(model)), 0);
  assert.equal(chat.seen(model), model);
  model = run(model, ...said(message(4), own(5, "x"), message(6)));
  assert.equal(threads.unread(thread(model)), 1); // who writes has read
});

test("the position is forgotten when he is in no line", () => {
  const position = {
    frame: "POSITION", session: "s1", position: 2, waiting: 5, wait_seconds: null, text: "",
  } as const;
  let model = begun(told({ state: "queued" }), { is: "position", position });
  assert.equal(thread(model).position?.position, 2);
  model = run(model, told({ state: "offered", version: 2 }));
  assert.ok(thread(model).position);
  model = run(model, told({ state: "serving", version: 3 }));
  assert.equal(thread(model).position, undefined);
});

test("a session that somebody else begins follows one that is over, and displaces none that is open", () => {
  const other = { session: "s2", last_number: 1 } as const;
  let model = begun(told(), ...said(message(1, { session: "s2" })), told(other));
  assert.equal(chat.current(model)?.id, "s1");
  model = run(model, told({ state: "closed", version: 2, reason: "seat" }), told(other));
  assert.deepEqual(model.shown, ["s1", "s2"]);
  assert.equal(numbers(model).length, 1); // what came before it was shown is there
});

test("before the page has opened a session none is shown", () => {
  const model = run(chat.newChat(0), ...said(message(1)), told());
  assert.equal(chat.current(model), undefined);
  assert.equal(numbers(chat.opened(model, "s1")).length, 1);
});

test("numbers that are used again after a restore replace what had them", () => {
  const again = message(2, { body: { kind: "text", text: "again" } });
  const model = begun(...said(message(1), message(2), message(3), again));
  assert.deepEqual(numbers(model), [1, 2]);
  assert.deepEqual(thread(model).messages.at(-1), again);
});

test("the robot's feedback and what is previewed are known", () => {
  const connected = {
    is: "connected", role: "visitor", principal: ME, serverMs: 0, typingPreview: true,
  } as const;
  const model = begun(connected, told({ feedback: [{ number: 4, is_helpful: false }] }));
  assert.ok(model.isPreviewed);
  assert.equal(model.me, ME);
  assert.equal(chat.feedbackOf(model, message(4)), false);
  assert.equal(chat.feedbackOf(model, message(5)), undefined);
});

test("the banner says nothing of short trouble, and is gone soon after the end of long", () => {
  const connected = {
    is: "connected", role: "visitor", principal: ME, serverMs: 0, typingPreview: false,
  } as const;
  const lost = { is: "disconnected", code: 1006, retryMs: 0 } as const;
  assert.equal(bannerOf(chat.newChat(0).connection, PATIENCE_MS), "connecting");
  let { connection } = chat.after(chat.newChat(0), connected, 100);
  assert.equal(bannerOf(connection, 100), "");
  assert.equal(bannerChangesAt(connection, 100), Infinity);

  connection = chat.after({ ...chat.newChat(0), connection }, lost, 1_000).connection;
  connection = chat.after({ ...chat.newChat(0), connection }, lost, 2_000).connection; // another attempt
  assert.equal(bannerOf(connection, 1_000 + PATIENCE_MS - 1), "");
  assert.equal(bannerChangesAt(connection, 1_001), 1_000 + PATIENCE_MS);
  assert.equal(bannerOf(connection, 1_000 + PATIENCE_MS), "reconnecting");

  connection = chat.after({ ...chat.newChat(0), connection }, connected, 9_000).connection;
  assert.equal(bannerOf(connection, 9_000), "restored");
  assert.equal(bannerChangesAt(connection, 9_000), 9_000 + RELIEF_MS);
  assert.equal(bannerOf(connection, 9_000 + RELIEF_MS), "");

  const stopped = { is: "stopped", code: 4500, refusal: "unknown_channel" } as const;
  connection = chat.after({ ...chat.newChat(0), connection }, stopped, 9_500).connection;
  assert.equal(bannerOf(connection, 9_500), "stopped");
  assert.equal(connection.refusal, "unknown_channel");
});
