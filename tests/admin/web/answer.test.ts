// What an answer of the service says, and what its refusal means to people.

import assert from "node:assert/strict";
import { test } from "node:test";

import { addressWith, parsedAnswer, refusalOf, textAt } from "../../../admin/web/panel/answer.ts";

const PROBLEMS = { taken: "It is taken", bad_request: "Look again: {detail}", no_answer: "Nobody answers", other: "{detail}" };

test("a refusal is said in the words of its code", () => {
  const told = JSON.stringify({ code: "taken", detail: "developers' text" });
  assert.deepEqual(refusalOf(PROBLEMS, 409, told), { code: "taken", text: "It is taken" });
  const bad = JSON.stringify({ code: "bad_request", detail: "at $.name" });
  assert.equal(refusalOf(PROBLEMS, 400, bad).text, "Look again: at $.name");
});

test("a code that has no words is said as the service does", () => {
  assert.equal(refusalOf(PROBLEMS, 409, '{"code":"new","detail":"why"}').text, "why");
  assert.deepEqual(refusalOf(PROBLEMS, 502, "<html>"), { code: "other", text: "HTTP 502" });
  assert.deepEqual(refusalOf({}, 502, ""), { code: "other", text: "HTTP 502" });
});

test("no answer is told from a refusal", () => {
  assert.deepEqual(refusalOf(PROBLEMS, 0, ""), { code: "no_answer", text: "Nobody answers" });
});

test("values of an answer are found by their path", () => {
  const answer = { member: { email: "a@b.c", n: 0 }, is_mailed: false, none: null };
  assert.equal(textAt(answer, "member.email"), "a@b.c");
  assert.equal(textAt(answer, "member.n"), "0");
  assert.equal(textAt(answer, "is_mailed"), "");
  assert.equal(textAt(answer, "none"), "");
  assert.equal(textAt(answer, "member.email.x"), "");
  assert.equal(addressWith("/admin/x/{member.email}?a={gone}", answer), "/admin/x/a%40b.c?a=");
});

test("what is no JSON is nothing", () => {
  assert.equal(parsedAnswer("<html>"), undefined);
});
