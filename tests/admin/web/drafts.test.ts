// What was written and not sent.

import assert from "node:assert/strict";
import test from "node:test";

import { forgetful } from "../../../gateway/web/visitor/model/remembered.ts";
import { Drafts } from "../../../admin/web/workbench/conversation/model/drafts.ts";

test("each conversation has its own, also after a reload", () => {
  const keeper = forgetful();
  const drafts = new Drafts(keeper);
  drafts.set("s1", "one");
  drafts.set("s1/side-1", "two");
  const reloaded = new Drafts(keeper);
  assert.deepEqual([reloaded.get("s1"), reloaded.get("s1/side-1"), reloaded.get("s2")], ["one", "two", ""]);
  reloaded.set("s1", "");
  assert.equal(reloaded.get("s1"), "");
  assert.equal(new Drafts(keeper).get("s1"), "");
});

test("a full keeper loses nothing of this page", () => {
  const full = { ...forgetful(), setItem: () => { throw new Error("full"); } };
  const drafts = new Drafts(full);
  drafts.set("s1", "one");
  assert.equal(drafts.get("s1"), "one");
});
