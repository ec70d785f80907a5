// What was written and not sent.

import assert from "node:assert/strict";
import test from "node:test";

import { forgetful } from "../../../gateway/web/visitor/model/remembered.ts";
import { Drafts } from "../../../admin/web/workbench/conversation/model/drafts.ts";

test("each conversation has its own, also after a reload", () => {
  const keeper = forgetful();
  const drafts = new Drafts(keeper, "m1");
  drafts.set("s1", "one");
  drafts.set("s1/side-1", "two");
  const reloaded = new Drafts(keeper, "m1");
  assert.deepEqual([reloaded.get("s1"), reloaded.get("s1/side-1"), reloaded.get("s2")], ["one", "two", ""]);
  reloaded.set("s1", "");
  assert.equal(reloaded.get("s1"), "");
  assert.equal(new Drafts(keeper, "m1").get("s1"), "");
});

test("whoever signs in at the same tab sees none of another's, and who signs out leaves none", () => {
  const keeper = forgetful();
  const mine = new Drafts(keeper, "m1");
  mine.set("s1", "one");
  const theirs = new Drafts(keeper, "m2");
  assert.equal(theirs.get("s1"), "");
  theirs.set("s1", "two");
  mine.clear();
  assert.equal(mine.get("s1"), "");
  assert.deepEqual([new Drafts(keeper, "m1").get("s1"), new Drafts(keeper, "m2").get("s1")], ["", "two"]);
});

test("what a foreign hand has made of them is nothing", () => {
  for (const text of ["", "no", "7", "null", '{"s1":"one"}', '[["s1"],["s1",7],7,null]']) {
    const keeper = forgetful();
    keeper.setItem("triodesk drafts m1", text);
    assert.equal(new Drafts(keeper, "m1").get("s1"), "", text);
  }
});

test("a full keeper loses nothing of this page", () => {
  const full = { ...forgetful(), setItem: () => { throw new Error("full"); } };
  const drafts = new Drafts(full, "m1");
  drafts.set("s1", "one");
  assert.equal(drafts.get("s1"), "one");
});
