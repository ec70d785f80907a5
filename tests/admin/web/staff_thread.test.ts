// What becomes of one conversation with what happens in it.

import assert from "node:assert/strict";
import test from "node:test";

import type { Message, Reader } from "../../../gateway/web/sdk/index.ts";
import { after, newThread, unansweredSince, type StaffThread } from "../../../admin/web/workbench/model/staff_thread.ts";
import { ME, message, own, room, said, session } from "./desk_samples.ts";

const recall = (number: number, of: number, fields: Partial<Message> = {}) =>
  message(number, { body: { kind: "recall", number: of }, ...fields });
const selection = (number: number, of: number) =>
  message(number, { body: { kind: "selection", number: of, option: "1", text: "t", fields: [], outcome: "", comment: "" } });

function threadOf(...messages: Message[]): StaffThread {
  return said(...messages).reduce((thread, event) => {
    assert.ok(event.is === "message");
    return after(thread, event, ME);
  }, newThread("s1"));
}

const READERS: Reader[] = [
  { role: "visitor", id: ME, delivered: 9, read: 9 },
  { role: "agent", id: "a2", delivered: 8, read: 8 },
  { role: "agent", id: ME, delivered: 5, read: 4 },
];

test("what the agent himself has read elsewhere is seen, whoever else has his id or his role", () => {
  for (const readers of [READERS, READERS.toReversed()]) {
    const shown = after(newThread("s1"), { is: "session", session: session({ readers }) }, ME);
    assert.equal(shown.seen, 4);
    const aside = room({ readers });
    assert.ok(aside.is === "room");
    assert.equal(after(newThread("s1/side-1"), aside, ME).seen, 4);
  }
  assert.equal(after(newThread("s1"), { is: "session", session: session({ readers: READERS.slice(0, 2) }) }, ME).seen, 0);
});

test("a visitor waits since his first word after an agent's last, acts of his hand are no words", () => {
  assert.equal(unansweredSince(threadOf(message(1), own(2), message(3), message(4))), 3_000);
  assert.equal(unansweredSince(threadOf(own(1), recall(2, 1), selection(3, 1))), 0);
  assert.equal(unansweredSince(threadOf(own(1), recall(2, 1), message(3), selection(4, 1))), 3_000);
  assert.equal(unansweredSince(threadOf(message(1), own(2))), 0);
});

test("an agent who takes a word back has not answered", () => {
  const taken = recall(4, 2, { role: "agent", sender: ME });
  assert.equal(unansweredSince(threadOf(message(1), own(2), message(3), taken)), 3_000);
});

test("where numbers are used again, what had them is no more, and what it did neither", () => {
  const before = threadOf(message(1), message(2), recall(3, 1), selection(4, 2));
  assert.deepEqual([[...before.recalled], [...before.selections.keys()]], [[1], [2]]);
  const event = said(message(3, { body: { kind: "text", text: "anew" } }))[0]!;
  assert.ok(event.is === "message");
  const anew = after(before, event, ME);
  assert.deepEqual(anew.messages.map(({ number }) => number), [1, 2, 3]);
  assert.deepEqual([[...anew.recalled], [...anew.selections.keys()]], [[], []]);
  const same = after(threadOf(message(1), recall(2, 1)), said(recall(2, 1))[0] as typeof event, ME);
  assert.deepEqual([same.messages.length, [...same.recalled]], [2, [1]]);
});
