// How the chat is laid out, and what the browser keeps of it.

import assert from "node:assert/strict";
import test from "node:test";

import type { Message } from "../../../gateway/web/sdk/index.ts";
import * as chat from "../../../gateway/web/visitor/model/chat_model.ts";
import type { ChatModel } from "../../../gateway/web/visitor/model/chat_model.ts";
import { MAX_SESSIONS, Remembered, forgetful, keeperOf } from "../../../gateway/web/visitor/model/remembered.ts";
import { SILENCE_MS, countOf, rowsOf, type Row } from "../../../gateway/web/visitor/model/rows.ts";
import { hourAndDay } from "../../../gateway/web/visitor/model/times.ts";
import { loadWords } from "../../../gateway/web/visitor/words.ts";

const [EN, ZH] = [await loadWords("en"), await loadWords("zh-CN")];
const ALL = { most: 100, newAfter: Infinity, dayOf: (at: number) => String(Math.floor(at / 86_400_000)) };
const TEXT = { kind: "text", text: "x" } as const;

function message(number: number, fields: Partial<Message> = {}): Message {
  return {
    frame: "MESSAGE", session: "s1", room: "visitor", number, role: "agent", sender: "a1", name: "Ann",
    body: TEXT, at: number, cid: "", is_answer: false, ...fields,
  };
}

function own(number: number): Message {
  return message(number, { role: "visitor", sender: "v1", name: "", cid: `c${number}` });
}

function said(...messages: Message[]): ChatModel {
  const ids = [...new Set(messages.map((each) => each.session))];
  const model = ids.reduce((before, id) => chat.opened(before, id), chat.newChat(0));
  return messages.reduce(
    (before, each) => chat.after(before, { is: "message", message: each }, 0), model,
  );
}

/** Rows in short: what each is, of a group its numbers and marks. */
function brief(rows: readonly Row[]): string[] {
  return rows.map((row) =>
    row.is === "group"
      ? row.items.map((each) => `${each.message.number}${each.mark && `:${each.mark}`}`).join(" ")
      : row.is,
  );
}

test("what one sender says in a row stands together, unless he was silent for long", () => {
  const late = message(4, { at: 3 + SILENCE_MS + 1 });
  const model = said(message(1), message(2), own(3), late, message(5, { at: late.at, sender: "a2" }));
  assert.deepEqual(brief(rowsOf(model, ALL)), ["time", "1 2", "3:read", "time", "4", "5"]);
});

test("the last of several says how far they have come", () => {
  const receipt = {
    is: "receipt", session: "s1", role: "agent", sender: "a1", delivered: 2, read: 1,
  } as const;
  let model = chat.after(said(own(1), own(2), own(3), own(4)), receipt, 0);
  model = chat.posted(model, "s1", "c5", TEXT, 5);
  model = chat.posted(model, "s1", "c6", TEXT, 6);
  model = chat.failed(model, "c6", 402);
  assert.deepEqual(brief(rowsOf(model, ALL)), ["time", "1:read 2:delivered 3 4:sent 0:sending 0:failed"]);
});

test("times and sessions are marked where they begin", () => {
  const next = message(1, { session: "s2", at: 86_400_000 });
  const model = said(message(1), next);
  assert.deepEqual(brief(rowsOf(model, ALL)), ["time", "1", "session", "time", "1"]);
});

test("what is new is marked once, and own messages are not new", () => {
  const model = said(message(1), own(2), message(3), message(4));
  assert.deepEqual(brief(rowsOf(model, { ...ALL, newAfter: 1 })), ["time", "1", "2:read", "unread", "3 4"]);
});

test("where all is new, nothing is marked", () => {
  assert.deepEqual(brief(rowsOf(said(message(1), message(2)), { ...ALL, newAfter: 0 })), ["time", "1 2"]);
});

test("the service itself speaks in notes, and asks in groups", () => {
  const form = { kind: "form", title: "?", fields: [] } as const;
  const model = said(message(1, { role: "system" }), message(2, { role: "system", body: form }));
  assert.deepEqual(brief(rowsOf(model, ALL)), ["time", "note", "2"]);
});

test("the newest are shown, and all are counted", () => {
  const model = chat.posted(said(message(1), message(2), message(3)), "s1", "c", TEXT, 4);
  assert.deepEqual(brief(rowsOf(model, { ...ALL, most: 2 })), ["time", "3", "0:sending"]);
  assert.equal(countOf(model), 4);
});

test("what was taken back is shown as that, now and in history", () => {
  const recall = message(2, { body: { kind: "recall", number: 1 } });
  const model = said(own(1), recall, own(3), message(4, { body: { kind: "recalled" }, role: "visitor" }));
  const [, group] = rowsOf(model, ALL);
  assert.ok(group?.is === "group");
  assert.deepEqual(group.items.map((each) => [each.isRecalled, each.mark]), [
    [true, ""], [false, "sent"], [true, ""],
  ]);
});

test("what was said at a place keeps its key when it is confirmed", () => {
  const unsent = chat.posted(chat.opened(chat.newChat(0), "s1"), "s1", "c1", TEXT, 1);
  const keys = [unsent, said(own(1))].map((model) => {
    const group = rowsOf(model, ALL).at(-1);
    return group?.is === "group" ? group.items[0]?.key : "";
  });
  assert.deepEqual(keys, ["c1", "c1"]);
});

test("a time says its day unless that is today", () => {
  const noon = new Date(2026, 2, 10, 12, 5).getTime();
  const day = 86_400_000;
  const said = [noon, noon - day, noon - 3 * day, noon - 400 * day].map((at) => hourAndDay(at, noon, EN));
  assert.deepEqual(said, ["12:05", "Yesterday 12:05", "Mar 7, 12:05", "Feb 3, 2025, 12:05"]);
  assert.equal(hourAndDay(noon - day, noon, ZH), "昨天 12:05");
});

test("the browser keeps visitor, sessions, choices and draft, by channel", () => {
  const [lasting, ofTab] = [forgetful(), forgetful()];
  const kept = new Remembered("web", lasting, ofTab);
  kept.set("token");
  kept.choose("theme", "dark");
  kept.draft = "half a sent";
  for (let number = 0; number <= MAX_SESSIONS; number += 1) kept.addSession(`s${number}`);
  kept.addSession("s5");
  kept.dropSession("s3");
  const again = new Remembered("web", lasting, ofTab);
  assert.deepEqual([again.get(), again.chosen("theme"), again.draft], ["token", "dark", "half a sent"]);
  assert.equal(again.sessions.length, MAX_SESSIONS - 1);
  assert.equal(again.sessions.at(-1), `s${MAX_SESSIONS}`);
  again.draft = "";
  assert.equal(kept.draft, "");
  assert.equal(new Remembered("shop", lasting, ofTab).get(), "");
});

test("a browser that keeps nothing, or is full, stops nobody", () => {
  const refusing = keeperOf(() => {
    throw new Error("SecurityError");
  });
  refusing.setItem("a", "b");
  assert.equal(refusing.getItem("a"), "b");
  const full = { ...forgetful(), setItem: () => { throw new Error("QuotaExceededError"); } };
  const kept = new Remembered("web", full, full);
  kept.set("token");
  assert.equal(kept.get(), "");
});
