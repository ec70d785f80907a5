// What a form of administration says, as the JSON that a route takes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bodyOf, type Given } from "../../../admin/web/panel/form_body.ts";

function given(name: string, value: string, rest: Partial<Given> = {}): Given {
  return { name, value, as: "", isChecked: false, isBox: false, isLeftOut: false, ...rest };
}

test("texts, numbers and switches are sent as what they are", () => {
  const body = bodyOf([
    given("name", " Ann "),
    given("capacity", "3", { as: "number" }),
    given("is_on", "on", { as: "boolean", isBox: true, isChecked: true }),
    given("is_off", "on", { as: "boolean", isBox: true }),
    given("", "nameless"),
  ]);
  assert.deepEqual(body, { name: " Ann ", capacity: 3, is_on: true, is_off: false });
});

test("an empty number is null, and what may be left out is", () => {
  const body = bodyOf([
    given("wait", " ", { as: "number" }),
    given("note", "", { isLeftOut: true }),
    given("limit", "0", { as: "number", isLeftOut: true }),
  ]);
  assert.deepEqual(body, { wait: null, limit: 0 });
});

test("a dot leads into an object", () => {
  const body = bodyOf([given("edits.name", "Ann"), given("edits.days", "2", { as: "number" })]);
  assert.deepEqual(body, { edits: { name: "Ann", days: 2 } });
});

test("ticked boxes and lines are lists, also where there are none", () => {
  const box = (value: string, isChecked: boolean) => given("groups", value, { as: "list", isBox: true, isChecked });
  assert.deepEqual(bodyOf([box("a", true), box("b", false), box("c", true)]), { groups: ["a", "c"] });
  assert.deepEqual(bodyOf([box("a", false)], ["groups", "rule.tags"]), { groups: [], rule: { tags: [] } });
  assert.deepEqual(bodyOf([given("rule.tags", "x\n\n y \n", { as: "list" })]), { rule: { tags: ["x", "y"] } });
});

test("of radio buttons the chosen one is sent", () => {
  const radio = (value: string, isChecked: boolean) => given("mode", value, { isBox: true, isChecked });
  assert.deepEqual(bodyOf([radio("a", false), radio("b", true)]), { mode: "b" });
});

test("what is JSON already is sent as it is", () => {
  assert.deepEqual(bodyOf([given("card", '{"a":[1]}', { as: "json" }), given("none", "", { as: "json" })]), {
    card: { a: [1] },
    none: null,
  });
});

test("a number leads into a list of objects, in its order and without gaps", () => {
  const body = bodyOf(
    [given("answers.0.body", "a"), given("answers.2.body", "c"), given("answers.2.kind", "text")],
    ["answers", "rules"],
  );
  assert.deepEqual(body, { answers: [{ body: "a" }, { body: "c", kind: "text" }], rules: [] });
});

test("a local time is wall time, none is 0, and what is no JSON is text", () => {
  const body = bodyOf([
    given("from", "2026-05-01T09:30", { as: "moment" }),
    given("until", "", { as: "moment" }),
    given("card", '["text"', { as: "json" }),
  ]);
  assert.deepEqual(body, { from: new Date(2026, 4, 1, 9, 30).getTime(), until: 0, card: '["text"' });
});

test("what closes at midnight closes at the end of the day", () => {
  const span = [given("span.opens", "00:00"), given("span.closes", "00:00", { as: "closes" })];
  assert.deepEqual(bodyOf(span), { span: { opens: "00:00", closes: "24:00" } });
});
