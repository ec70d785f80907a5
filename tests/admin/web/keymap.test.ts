// What a key asks for.

import assert from "node:assert/strict";
import test from "node:test";

import { clockText, secondsLeft } from "../../../admin/web/workbench/clock.ts";
import { actOf, faceOf, readKeymap, rebound, shortcutOf, USUAL_KEYS, type Keymap, type Pressed } from "../../../admin/web/workbench/keys/keymap.ts";
import { summaryOf } from "../../../admin/web/workbench/sessions/summary.ts";
import { EN } from "../../../admin/web/workbench/sessions/words_en.ts";

function pressed(fields: Partial<Pressed>): Pressed {
  return { key: "", code: "", altKey: false, ctrlKey: false, metaKey: false, shiftKey: false, ...fields };
}

test("Alt and a key's place act, also where text is written and whatever it would write", () => {
  assert.equal(actOf(pressed({ key: "å", code: "KeyA", altKey: true }), true, USUAL_KEYS), "accept");
  assert.equal(actOf(pressed({ key: "j", code: "KeyJ", altKey: true }), false, USUAL_KEYS), "next");
  assert.equal(actOf(pressed({ key: "q", code: "KeyQ", altKey: true }), false, USUAL_KEYS), undefined);
  assert.equal(faceOf("KeyJ"), "Alt+J");
});

test("other keys with it are the browser's, and writing is writing", () => {
  assert.equal(actOf(pressed({ code: "KeyA", altKey: true, ctrlKey: true }), false, USUAL_KEYS), undefined);
  assert.equal(actOf(pressed({ code: "KeyA", altKey: true, shiftKey: true }), false, USUAL_KEYS), undefined);
  assert.equal(actOf(pressed({ key: "j", code: "KeyJ" }), false, USUAL_KEYS), undefined);
  assert.equal(actOf(pressed({ key: "?", shiftKey: true }), false, USUAL_KEYS), "help");
  assert.equal(actOf(pressed({ key: "?", shiftKey: true }), true, USUAL_KEYS), undefined);
});

test("a key may be another letter, but not one that is taken", () => {
  const changed = rebound(USUAL_KEYS, "accept", "KeyQ") as Keymap;
  assert.equal(actOf(pressed({ code: "KeyQ", altKey: true }), true, changed), "accept");
  assert.equal(actOf(pressed({ code: "KeyA", altKey: true }), true, changed), undefined);
  assert.equal(shortcutOf(changed, "accept"), "Alt+Q");
  assert.equal(rebound(changed, "end", "KeyQ"), "accept");
  assert.deepEqual(rebound(changed, "accept", "KeyQ"), changed);
  for (const code of ["Digit1", "Enter", "KeyAB", ""]) assert.equal(rebound(changed, "end", code), "no letter");
});

test("who wants none has none", () => {
  const off = { ...USUAL_KEYS, isOn: false };
  assert.equal(actOf(pressed({ code: "KeyA", altKey: true }), false, off), undefined);
  assert.equal(actOf(pressed({ key: "?", shiftKey: true }), false, off), undefined);
  assert.equal(shortcutOf(off, "accept"), undefined);
});

test("a keymap is read back as it was kept, and a spoilt one is as usual", () => {
  const kept = { isOn: false, codes: { ...USUAL_KEYS.codes, accept: "KeyQ" } };
  assert.deepEqual(readKeymap({ ...kept }), kept);
  for (const codes of [undefined, null, 7, {}, { ...kept.codes, end: "KeyQ" }, { ...kept.codes, end: 7 }, { ...kept.codes, end: "F5" }]) {
    assert.deepEqual(readKeymap({ codes }), USUAL_KEYS);
  }
});

test("a clock shows minutes, and hours where there are some", () => {
  assert.deepEqual([-5, 0, 65_000, 3_725_000].map(clockText), ["0:00", "0:00", "1:05", "1:02:05"]);
  assert.deepEqual([secondsLeft(5_001, 0), secondsLeft(0, 9)], [6, 0]);
});

test("a message is told in one short line", () => {
  assert.equal(summaryOf({ kind: "text", text: "  a\n b " }, EN.bodies), "a b");
  assert.equal([...summaryOf({ kind: "markdown", text: "字".repeat(999) }, EN.bodies)].length, 120);
  const file = { kind: "file", id: "12345678", name: "a.pdf", type: "application/pdf", size: 1 } as const;
  assert.equal(summaryOf(file, EN.bodies), "[File] a.pdf");
  assert.equal(summaryOf({ kind: "recalled" }, EN.bodies), "[Taken back]");
});
