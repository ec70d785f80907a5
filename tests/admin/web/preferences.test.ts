// What the browser keeps of an agent's likes, and what a foreign hand has made of it.

import assert from "node:assert/strict";
import test from "node:test";

import { forgetful } from "../../../gateway/web/visitor/model/remembered.ts";
import { LEFT, fitted, keepPreferences, readPreferences, withReminder } from "../../../admin/web/workbench/model/preferences.ts";

const KEY = "triodesk workbench";

test("what was chosen is there again", () => {
  const keeper = forgetful();
  const usual = readPreferences(keeper);
  const chosen = {
    ...usual, language: "en" as const, theme: "dark" as const, left: 280, keys: { ...usual.keys, isOn: false },
    reminders: withReminder(usual.reminders, "message", "sound", false),
  };
  keepPreferences(keeper, chosen);
  assert.deepEqual(readPreferences(keeper), chosen);
});

test("what is no preference is as usual", () => {
  const usual = readPreferences(forgetful());
  for (const text of ["", "no", "null", "7", '{"left":"wide","theme":7,"language":"fr","reminders":{"offer":3},"keys":7}']) {
    const keeper = forgetful();
    keeper.setItem(KEY, text);
    assert.deepEqual(readPreferences(keeper), usual, text);
  }
});

test("a browser that keeps nothing is lived with", () => {
  const full = { ...forgetful(), setItem: () => { throw new Error("full"); } };
  keepPreferences(full, readPreferences(full));
});

test("a pane is neither too narrow nor too wide", () => {
  assert.equal(fitted(1, LEFT), LEFT.least);
  assert.equal(fitted(9_999, LEFT), LEFT.largest);
  assert.equal(fitted(Number.NaN, LEFT), LEFT.usual);
  assert.equal(fitted(250.4, LEFT), 250);
});
