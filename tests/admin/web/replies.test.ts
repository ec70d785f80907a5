// Quick replies and knowledge: what is found, filled in, suggested.

import assert from "node:assert/strict";
import test from "node:test";

import type { FoundEntry, QuickReply } from "../../../gateway/web/sdk/index.ts";
import { forgetful, type Keeper } from "../../../gateway/web/visitor/model/remembered.ts";
import { current } from "../../../admin/web/workbench/model/desk_model.ts";
import { bodyOf, suggested, wordsOf } from "../../../admin/web/workbench/replies/model/answer.ts";
import { byCategory, found, MAX_FOUND } from "../../../admin/web/workbench/replies/model/finding.ts";
import { lastAnswer, lastAsked, MAX_SEARCH_CHARS, questionOf } from "../../../admin/web/workbench/replies/model/question.ts";
import { MAX_RECENT, Recent } from "../../../admin/web/workbench/replies/model/recent.ts";
import { wanted } from "../../../admin/web/workbench/replies/model/trigger.ts";
import { filled, valuesOf } from "../../../admin/web/workbench/replies/model/variables.ts";
import { desk, message, own, said, session, shown } from "./desk_samples.ts";

function reply(title: string, fields: Partial<QuickReply> = {}): QuickReply {
  return { reply: title, is_shared: true, category: "", title, text: "", keys: "", ...fields };
}

function titles(replies: readonly QuickReply[], typed: string): string[] {
  return found(replies, typed).map(({ title }) => title);
}

const ADDRESS = reply("退货地址", { keys: "tuihuodizhi thdz", category: "售后", text: "请寄到杭州仓" });
const HELLO = reply("Hello", { keys: "hello h", text: "Hello {visitor}" });
const REFUND = reply("退款", { keys: "tuikuan tk", category: "售后" });

test("a reply is found by title, sound, first letters, category, text and scattered letters", () => {
  const all = [HELLO, ADDRESS, REFUND];
  for (const typed of ["退货", "地址", "tuihuo", "THDZ", "thd", "dizhi", "杭州", "ｔｈｄｚ", "售后 地址", "thdizhi"]) {
    assert.deepEqual(titles(all, typed), ["退货地址"], typed);
  }
  assert.deepEqual(titles(all, "售后"), ["退货地址", "退款"].sort((a, b) => a.localeCompare(b)));
  assert.deepEqual(titles(all, "hlo"), ["Hello"]);
  assert.deepEqual(titles(all, "xyz"), []);
  assert.deepEqual(titles(all, "售后 xyz"), []);
});

test("what fits the title comes before what fits the text", () => {
  const text = reply("a", { text: "refund" });
  const inside = reply("no refund");
  const begin = reply("refund later");
  const whole = reply("Refund");
  assert.deepEqual(titles([text, inside, begin, whole], "refund"), ["Refund", "refund later", "no refund", "a"]);
});

test("nothing typed lists one's own first, and no more than a list holds", () => {
  const mine = reply("z", { is_shared: false });
  assert.deepEqual(titles([HELLO, mine], ""), ["z", "Hello"]);
  const many = Array.from({ length: MAX_FOUND + 1 }, (_, at) => reply(`t${at}`));
  assert.equal(found(many, "t").length, MAX_FOUND);
});

test("a list stands by categories", () => {
  assert.deepEqual(byCategory([ADDRESS, HELLO, REFUND]), [["售后", [ADDRESS, REFUND]], ["", [HELLO]]]);
});

test("a mark at the begin of a line asks for a reply", () => {
  const cases: [string, string | undefined][] = [
    ["#", ""], ["/tk", "tk"], ["＃退 货", "退 货"], ["、th", "th"], ["a #b", undefined], ["", undefined],
    ["#a\nb", undefined], [`#${"a".repeat(61)}`, undefined],
  ];
  for (const [text, typed] of cases) assert.equal(wanted(text), typed, text);
});

test("variables are filled in, and what stands for nothing stays", () => {
  const named = session({ nickname: "小王", group_name: "售后", variables: [{ name: "Order", value: "A1" }] });
  const values = valuesOf(named, "Ann", Date.UTC(2026, 10, 23, 12), "en");
  assert.equal(
    filled("{visitor}, {AGENT} of { group }: {order} {other} {} {visitor", values),
    "小王, Ann of 售后: A1 {other} {} {visitor",
  );
  assert.match(filled("{date}", values), /2026/);
  assert.doesNotMatch(filled("{time}", values), /\{/);
  const nobody = valuesOf(undefined, "", 0, "en");
  assert.equal(filled("{visitor} {agent} $& $1", nobody), "{visitor} {agent} $& $1");
  assert.equal(filled("{visitor}", valuesOf(session({ nickname: "$&" }), "", 0, "en")), "$&");
});

test("the visitor's last unanswered text is what is searched for", () => {
  const events = [shown(), ...said(message(1), own(2), message(3, { body: { kind: "text", text: "  how?  " } }))];
  const asked = current({ ...desk(...events), selected: "s1" });
  assert.equal(questionOf(asked), "how?");
  const answered = current({ ...desk(...events, ...said(own(4))), selected: "s1" });
  assert.deepEqual([questionOf(answered), lastAsked(answered), lastAnswer(answered)], ["", "how?", "text 4"]);
  assert.deepEqual([questionOf(undefined), lastAsked(undefined), lastAnswer(undefined)], ["", "", ""]);
  const long = said(message(1, { body: { kind: "text", text: "x".repeat(MAX_SEARCH_CHARS + 1) } }));
  assert.equal(questionOf(current({ ...desk(shown(), ...long), selected: "s1" })).length, MAX_SEARCH_CHARS);
});

test("what was taken back is asked no more", () => {
  const events = said(message(1), message(2), message(3, { body: { kind: "recall", number: 2 } }));
  assert.equal(questionOf(current({ ...desk(shown(), ...events), selected: "s1" })), "text 1");
});

test("what the robot would ask back is suggested; cards are sent as words", () => {
  const row = (confidence: number, kind: FoundEntry["kind"] = "text"): FoundEntry =>
    ({ entry: `${confidence}`, question: "q", answer: "**a**", kind, confidence });
  const rows = [row(900), row(400), row(100), row(120), row(99)];
  assert.deepEqual(suggested(rows).map(({ confidence }) => confidence), [900, 400, 100]);
  assert.deepEqual(bodyOf(row(1, "markdown")), { kind: "markdown", text: "**a**" });
  assert.deepEqual(bodyOf(row(1, "card")), { kind: "text", text: "**a**" });
});

test("what an agent goes on to write has no marks that a visitor would read", () => {
  const row = (kind: FoundEntry["kind"], answer: string): FoundEntry =>
    ({ entry: "e", question: "q", answer, kind, confidence: 1 });
  const marked = "## Return\nWithin **7 days**, `free`: [form](https://a.example/x)\n1. 2 ** 3 * 4";
  assert.equal(wordsOf(row("markdown", marked)), "Return\nWithin 7 days, free: form https://a.example/x\n1. 2 ** 3 * 4");
  assert.equal(wordsOf(row("text", marked)), marked);
});

test("what was used last comes first where nothing is typed, also after a reload", () => {
  const keeper = forgetful();
  const recent = new Recent(keeper, "a1");
  for (const id of ["Hello", "退款", "Hello"]) recent.used(id);
  const again = new Recent(keeper, "a1");
  assert.deepEqual(again.ids, ["Hello", "退款"]);
  const mine = reply("a", { is_shared: false });
  const all = [ADDRESS, mine, REFUND, HELLO];
  const first = found(all, "", again.ids).map(({ title }) => title);
  assert.deepEqual(first, ["Hello", "退款", "a", "退货地址"]);
  assert.deepEqual(found(all, "退", again.ids), found(all, "退"));
  assert.deepEqual(new Recent(keeper, "other").ids, []);
  for (let at = 0; at <= MAX_RECENT; at += 1) recent.used(`${at}`);
  assert.equal(recent.ids.length, MAX_RECENT);
});

test("a full keeper loses nothing while the page lives", () => {
  const full: Keeper = {
    getItem: () => null, removeItem: () => undefined,
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  const recent = new Recent(full, "a1");
  recent.used("q");
  assert.deepEqual(recent.ids, ["q"]);
});
