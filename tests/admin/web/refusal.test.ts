// Why signing in was refused, and how long one has to wait.

import assert from "node:assert/strict";
import test from "node:test";

import { HttpRefused, HttpUnavailable } from "../../../gateway/web/sdk/index.ts";
import { problemOf } from "../../../admin/web/workbench/sign_in/refusal.ts";
import { EN } from "../../../admin/web/workbench/sign_in/words_en.ts";

const WORDS = { signIn: EN, error: "?" };

test("a refusal is said in the words of its code", () => {
  const wrong = problemOf(WORDS, new HttpRefused(401, "wrong_credentials", ""), 7);
  assert.deepEqual(wrong, { text: EN.refusals["wrong_credentials"], until: 0 });
  assert.deepEqual(problemOf(WORDS, new HttpRefused(400, "bad_request", ""), 7), { text: "?", until: 0 });
});

test("who is locked out is told for how long", () => {
  const locked = problemOf(WORDS, new HttpUnavailable("", "locked", 60_000), 7);
  assert.deepEqual(locked, { text: EN.refusals["locked"], until: 60_007 });
});

test("a service that does not answer is told as one", () => {
  assert.deepEqual(problemOf(WORDS, new HttpUnavailable("no answer"), 7), { text: EN.unreachable, until: 0 });
});

test("what is wrong in the page is not hidden", () => {
  assert.throws(() => problemOf(WORDS, new TypeError("ours"), 7), TypeError);
});
