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
