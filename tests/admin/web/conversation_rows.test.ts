// A conversation as rows: what stands together, what is new, and what is left alone when more comes.

import assert from "node:assert/strict";
import test from "node:test";

import type { Message } from "../../../gateway/web/sdk/index.ts";
import { Rows, SILENCE_MS, type Row } from "../../../admin/web/workbench/conversation/model/rows.ts";
import type { Unsent } from "../../../admin/web/workbench/model/desk_model.ts";

const ME = { id: "a1", name: "Ann" };
/** Noon of some day, wherever the test runs. */
const NOON = new Date(2026, 5, 1, 12).getTime();
const DAY_MS = 86_400_000;
const NONE: readonly Unsent[] = [];

function said(number: number, fields: Partial<Message> = {}): Message {
  return {
    frame: "MESSAGE", session: "s1", room: "visitor", number, role: "visitor", sender: "v1", name: "Vi",
    body: { kind: "text", text: "x" }, at: NOON + number, cid: "", is_answer: false, ...fields,
  };
}

function own(number: number, fields: Partial<Message> = {}): Message {
  return said(number, { role: "agent", sender: "a1", name: "Ann", cid: `c${number}`, ...fields });
}

function unsent(cid: string): Unsent {
  return { session: "s1", cid, body: { kind: "text", text: "y" }, at: NOON + 50, code: 0, number: 0 };
}

/** Of each row what it is; of what was said its key, with * where the sender is named and > where it is own. */
function brief(rows: readonly Row[]): string {
  const short = (row: Row) =>
    row.is === "said" ? `${row.isOwn ? ">" : ""}${row.key}${row.isFirst ? "*" : ""}` : row.is;
  return rows.map(short).join(" ");
}

function rowsOf(messages: readonly Message[], newAfter = Infinity, waiting = NONE): string {
  return brief(new Rows(ME).of({ messages, unsent: waiting, newAfter }));
}

test("a sender is named once, until another speaks or it was quiet", () => {
  const quiet = said(5, { at: NOON + 4 + SILENCE_MS + 1 });
  assert.equal(rowsOf([said(1), said(2), own(3), said(4), quiet]), "day 1* 2 >c3* 4* 5*");
});

test("each day is told, and the service's own words stand by themselves", () => {
  const system = said(2, { role: "system", sender: "" });
  const card = said(4, { role: "system", sender: "", body: { kind: "menu", title: "?", options: [], tail: "", text: "", purpose: "" } });
  const later = said(5, { at: NOON + DAY_MS });
  assert.equal(rowsOf([said(1), system, said(3), card, later]), "day 1* note 3* 4* day 5*");
});

test("another agent's words are not one's own", () => {
  assert.equal(rowsOf([own(1), own(2, { sender: "a2", cid: "c9" })]), "day >c1* c9*");
});

test("recalls and answers to cards are shown elsewhere, but for those whose card is not here", () => {
  const recall = said(12, { body: { kind: "recall", number: 11 } });
  const selection = (number: number, of: number) =>
    said(number, { body: { kind: "selection", number: of, option: "1", text: "t", fields: [], outcome: "", comment: "" } });
  assert.equal(rowsOf([said(11), recall, selection(13, 11), selection(14, 10)]), "day 11* 14");
});

test("what is new is marked once, before the first of others; where all is new, not at all", () => {
  assert.equal(rowsOf([said(1), own(2), own(3), said(4), said(5)], 2), "day 1* >c2* >c3 new 4* 5");
  assert.equal(rowsOf([said(4), said(5)], 3), "day 4* 5");
});

test("what comes is added to the rows that are there", () => {
  const rows = new Rows(ME);
  const messages = [said(1), said(2)];
  const before = rows.of({ messages, unsent: NONE, newAfter: 1 });
  const after = rows.of({ messages: [...messages, said(3)], unsent: NONE, newAfter: 1 });
  assert.deepEqual(after.slice(0, before.length).map((row, at) => row === before[at]), before.map(() => true));
  assert.equal(brief(after), "day 1* new 2 3");
  assert.equal(rows.of({ messages: [...messages, said(3)], unsent: NONE, newAfter: Infinity }).length, 4);
});

test("nothing new gives the same array", () => {
  const rows = new Rows(ME);
  const all = { messages: [said(1)], unsent: NONE, newAfter: Infinity };
  assert.equal(rows.of(all), rows.of({ ...all }));
});

test("older messages, and numbers used again, are taken in their order", () => {
  const rows = new Rows(ME);
  const give = (...messages: Message[]) => brief(rows.of({ messages, unsent: NONE, newAfter: Infinity }));
  const [two, three] = [said(2), said(3)];
  assert.equal(give(two, three), "day 2* 3");
  assert.equal(give(said(1), two, three), "day 1* 2 3");
  assert.equal(give(said(1), two), "day 1* 2");
  assert.equal(give(said(1), own(2)), "day 1* >c2*");
  assert.equal(give(), "");
});

test("what waits stands at the end, and keeps its key when it is confirmed", () => {
  const rows = new Rows(ME);
  const messages = [said(1), own(2)];
  const waiting = rows.of({ messages, unsent: [unsent("c3"), unsent("c4")], newAfter: Infinity });
  assert.equal(brief(waiting), "day 1* >c2* >c3 >c4");
  const confirmed = rows.of({ messages: [...messages, own(3)], unsent: [unsent("c4")], newAfter: Infinity });
  assert.equal(brief(confirmed), "day 1* >c2* >c3 >c4");
});
