// Forms: what can be sent, and what is wrong where.

import assert from "node:assert/strict";
import test from "node:test";

import type { FormBody, FormField } from "../../../gateway/web/sdk/index.ts";
import { fits } from "../../../gateway/web/visitor/cards/field_pattern.ts";
import { filledIn, MAX_VALUE_CHARS, problemsOf } from "../../../gateway/web/visitor/cards/form_check.ts";
import { minutesOf, untilText } from "../../../gateway/web/visitor/cards/until.ts";

test("a pattern means what the service means by it", () => {
  const cases: [string, string, boolean][] = [
    ["", "", true],
    ["\\d{4,6}", "12345", true],
    ["\\d{4,6}", "123", false],
    ["\\d{4,6}", "1234567", false],
    ["\\d+", "١٢٣", true], // digits of all scripts
    ["\\w+", "张三_1", true],
    ["\\w+", "张 三", false],
    ["[\\w.-]+@[a-z.]+", "a-张.b@c.de", true],
    ["[^@\\]]+", "a]b", false],
    ["[\\d\\-\\_]+", "1-2_3", true],
    ["1[3-9]\\d{9}", "13812345678", true],
    ["a\\-b\\/c\\_d", "a-b/c_d", true],
    ["\\+86\\.", "+86.", true],
    ["..", "😀\n", true],
    ["[", "anything: the service will say", true],
  ];
  for (const [pattern, value, expected] of cases) assert.equal(fits(pattern, value), expected, `${pattern} ${value}`);
});

function field(name: string, more: Partial<FormField> = {}): FormField {
  return { name, label: name, options: [], required: true, pattern: "", hint: "", ...more };
}

const FORM: FormBody = {
  kind: "form",
  title: "t",
  fields: [
    field("order", { pattern: "\\d+" }),
    field("kind", { options: [{ id: "a", text: "A", desc: "" }] }),
    field("note", { required: false }),
  ],
};

test("what is missing, odd or too long is told at its field", () => {
  assert.deepEqual(problemsOf(FORM, {}), { order: "isMissing", kind: "isMissing" });
  assert.deepEqual(problemsOf(FORM, { order: " ", kind: "b" }), { order: "isMissing", kind: "isOdd" });
  assert.deepEqual(problemsOf(FORM, { order: "x1", kind: "a" }), { order: "isOdd" });
  assert.deepEqual(problemsOf(FORM, { order: " 12 ", kind: "a" }), {});
  const long = "😀".repeat(MAX_VALUE_CHARS);
  assert.deepEqual(problemsOf(FORM, { order: "1", kind: "a", note: long }), {});
  assert.deepEqual(problemsOf(FORM, { order: "1", kind: "a", note: `${long}!` }), { note: "isTooLong" });
});

test("of fields that may all stay empty one must not", () => {
  const form: FormBody = { ...FORM, fields: [field("a", { required: false }), field("b", { required: false })] };
  assert.deepEqual(problemsOf(form, {}), { a: "isMissing" });
  assert.deepEqual(problemsOf(form, { b: "x" }), {});
});

test("what goes out is trimmed, and nothing that the form does not ask", () => {
  assert.deepEqual(filledIn(FORM, { order: " 1 ", note: "  ", other: "x" }), { order: "1" });
});

test("waits are whole minutes, ends have a day when they are not today's", () => {
  assert.deepEqual([0, 60, 61, 3_600].map(minutesOf), [1, 1, 2, 60]);
  const now = Date.UTC(2026, 0, 1);
  assert.match(untilText(now + 3_600_000, now, "en"), /^\d\d:\d\d [AP]M$/);
  assert.match(untilText(now + 86_400_000 * 2, now, "zh-CN"), /1月\d+日/);
});
