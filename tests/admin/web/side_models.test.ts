// The side panel's pure parts: what a form makes of what is known, and what of it is told to the service.

import assert from "node:assert/strict";
import test from "node:test";

import type { Customer, Notes, OrderBody, ProductBody } from "../../../gateway/web/sdk/index.ts";
import { pairsIn } from "../../../admin/web/workbench/side/model/client_data.ts";
import { changeOf, draftOf } from "../../../admin/web/workbench/side/model/customer_edit.ts";
import { dueText, localMinute, momentOf } from "../../../admin/web/workbench/side/model/due.ts";
import { goodsIn } from "../../../admin/web/workbench/side/model/goods.ts";
import { noteChanges, noteDraftOf } from "../../../admin/web/workbench/side/model/note_edit.ts";
import { spanText } from "../../../admin/web/workbench/side/model/spans.ts";
import { noteOfTags, tagsIn, withoutTag, withTags } from "../../../admin/web/workbench/side/model/tags.ts";
import { draftsOf } from "../../../admin/web/workbench/side/note_drafts.ts";
import { EN } from "../../../admin/web/workbench/side/words_en.ts";
import { ZH } from "../../../admin/web/workbench/side/words_zh.ts";
import { message } from "./desk_samples.ts";

function customer(known: Partial<Customer> = {}): Customer {
  return {
    frame: "CUSTOMER", request: 1, visitor: "v1", version: 3, nickname: "Ann", phone: "138****5678",
    email: "a***@example.com", language: "en", fields: [{ name: "size", value: "L" }], tags: ["vip"], level: 2,
    notes: [], is_blocked: false, block_reason: "", block_until: 0, block_by: "", ...known,
  };
}

test("a form that nobody touched changes nothing, whatever is masked in it", () => {
  const known = customer();
  const draft = draftOf(known);
  assert.deepEqual([draft.phone, draft.email], ["", ""]);
  assert.equal(changeOf(known, draft), undefined);
  assert.equal(changeOf(known, { ...draft, nickname: " Ann ", fields: [...draft.fields, { name: "", value: "" }] }), undefined);
});

test("only what differs is told; an emptied word is taken back, a masked contact replaced", () => {
  const known = customer();
  const draft = draftOf(known);
  assert.deepEqual(changeOf(known, { ...draft, nickname: "", phone: " 139 " }), { nickname: "", phone: "139" });
  assert.deepEqual(changeOf(known, { ...draft, fields: [], tags: [], level: 0 }), { fields: [], tags: [], level: 0 });
  const open = customer({ phone: "13812345678" });
  assert.deepEqual(changeOf(open, { ...draftOf(open), phone: "" }), { phone: "" });
});

test("tags are apart by commas and lines, each once, so long and so many as they may be", () => {
  assert.deepEqual(withTags(["a"], " 退款，物流、b c;a\n", 10), ["a", "退款", "物流", "b c"]);
  assert.deepEqual(withTags([], "1,2,3", 2), ["1", "2"]);
  assert.deepEqual(withTags([], "x".repeat(40), 1), ["x".repeat(32)]);
  assert.deepEqual(withTags(["a"], "b,c", 10, ["a", "c"]), ["a", "c"]);
  assert.deepEqual(withoutTag(["a", "b"], "a"), ["b"]);
  assert.equal(noteOfTags(["a", "b c"]), "a\nb c");
  assert.deepEqual([tagsIn("a\nb c"), tagsIn("")], [["a", "b c"], []]);
});

const NOTES: Notes = {
  tags: ["a"], remark: "r", outcome: "solved", follow_up: "call", follow_up_due: 5_000, needs_tags: false,
};

test("of the notes on a session those are told that have changed", () => {
  const draft = noteDraftOf(NOTES);
  assert.deepEqual(noteChanges(NOTES, draft), []);
  assert.deepEqual(noteChanges(null, noteDraftOf(null)), []);
  assert.deepEqual(noteChanges(NOTES, { ...draft, tags: ["a", "b"], outcome: "", remark: " ", due: 6_000 }), [
    { note: "tag", value: "a\nb" },
    { note: "outcome", value: "" },
    { note: "remark", value: "" },
    { note: "follow_up", value: "call", due: 6_000 },
  ]);
});

test("a follow-up that is taken back has no time any more", () => {
  const draft = { ...noteDraftOf(NOTES), followUp: "" };
  assert.deepEqual(noteChanges(NOTES, draft), [{ note: "follow_up", value: "", due: 0 }]);
});

test("an outcome of a later server stays as it is until another is chosen", () => {
  const notes = { ...NOTES, outcome: "escalated" };
  assert.deepEqual(noteChanges(notes, noteDraftOf(notes)), []);
});

test("lengths of time are told in their two largest units", () => {
  const told = [-5, 59_999, 61_000, 3_600_000, 3_605_000, 90_000_000].map((ms) => spanText(ms, EN));
  assert.deepEqual(told, ["0 s", "59 s", "1 min 1 s", "1 h", "1 h", "1 d 1 h"]);
});

test("what is due is told by how far off it is, and entered in local time", () => {
  assert.equal(dueText(0, 5, EN), "");
  assert.equal(dueText(60_000, 0, EN), "due in 1 min");
  assert.equal(dueText(1, 60_001, ZH), "已过 1 分");
  const minute = 1_700_000_040_000;
  assert.equal(momentOf(localMinute(minute)), minute);
  assert.match(localMinute(minute), /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  assert.deepEqual([momentOf(""), momentOf("soon"), localMinute(0)], [0, 0, ""]);
});

test("an object that the page sent is told by its keys, all else as it came", () => {
  assert.deepEqual(pairsIn('{"order": "7", "vip": true, "a": {"b": [1]}}'), [["order", "7"], ["vip", "true"], ["a", '{"b":[1]}']]);
  for (const data of ["", "plain", "{broken", "[1]"]) assert.equal(pairsIn(data), undefined);
});

test("orders and products of the conversation are told once, the last first, unless they were taken back", () => {
  const order: OrderBody = { kind: "order", name: "No. 7", guide: "", desc: "", pic: "", fields: [] };
  const product: ProductBody = { kind: "product", header: "Shoe", url: "https://shop.example/1", desc: "", pic: "" };
  const messages = [
    message(1, { body: order }), message(2), message(3, { body: product }), message(4, { body: { ...order } }),
    message(5, { body: { ...order, name: "No. 8" } }),
  ];
  assert.deepEqual(goodsIn(messages, new Set([5])).map(({ number, body }) => [number, body.kind]), [[4, "order"], [3, "product"]]);
});

test("what was begun to note is kept by session, for each desk of its own, until it is told", () => {
  const [one, other] = [{}, {}];
  const draft = { ...noteDraftOf(null), remark: "begun" };
  let heard = 0;
  const stop = draftsOf(one).on(() => (heard += 1));
  draftsOf(one).keep("s1", draft);
  assert.deepEqual([draftsOf(one).of("s1"), draftsOf(one).of("s2"), draftsOf(other).of("s1")], [draft, undefined, undefined]);
  draftsOf(one).drop("s1");
  stop();
  draftsOf(one).keep("s1", draft);
  assert.equal(heard, 2);
});
