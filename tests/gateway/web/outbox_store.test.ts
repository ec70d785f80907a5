// Messages that outlive their page: in IndexedDB, which all tabs of a visitor share.

import assert from "node:assert/strict";
import test from "node:test";

import type { StoredSend } from "../../../gateway/web/sdk/core/outbox.ts";
import { MAX_PENDING, OutboxFull } from "../../../gateway/web/sdk/core/outbox.ts";
import { NO_STORE, openOutbox, type OutboxStore } from "../../../gateway/web/sdk/outbox_store.ts";
import { ErrorCode } from "../../../gateway/web/sdk/wire.ts";
import { Page, isEmpty, newPlatform, said, until, type FakeSocket } from "./platform.ts";
import { ok } from "./server_side.ts";

let platform = newPlatform();

test.afterEach(() => Page.closeAll());
test.beforeEach(() => {
  platform = newPlatform();
});

function open(visitor = "v1"): Promise<OutboxStore> {
  return openOutbox(visitor, platform);
}

/** A tab of the visitor; closed by itself it is as one that died. */
async function tab(): Promise<Page> {
  return new Page(await open());
}

function post(page: Page, ...texts: string[]): void {
  for (const text of texts) void page.link.send("s1", { kind: "text", text }).catch(() => {});
}

/** The server takes each message that comes, and gives it a number by its id. */
async function takeAll(socket: FakeSocket, numbers: Map<string, number>, count: number): Promise<string[]> {
  const taken: string[] = [];
  for (let at = 0; at < count; at += 1) {
    await until(() => socket.sends.length > at);
    const send = socket.sends[at]!;
    if (!numbers.has(send.cid)) numbers.set(send.cid, numbers.size + 1);
    taken.push(said(send));
    socket.say(ok(send.request, { number: numbers.get(send.cid) }));
  }
  return taken;
}

test("a page that is loaded again sends what the one before could not, once and in order", async () => {
  const store = await open();
  const before = new Page(store);
  post(before, "1", "2", "3");
  const cids = before.link.core.pending.map((each) => each.cid);
  await until(async () => (await store.load()).length === 3);
  before.link.close();

  const after = await tab();
  await after.link.adopt();
  assert.deepEqual(after.link.core.pending.map((each) => each.cid), cids);
  const socket = await after.connect();
  assert.deepEqual(await takeAll(socket, new Map(), 3), ["1", "2", "3"]);
  assert.deepEqual(socket.sends.map((each) => each.cid), cids);
  await until(() => isEmpty(store));
  after.link.close();
});

test("a tab takes over what another left that died, when it is connected again", async () => {
  const alive = await tab();
  const socket = await alive.connect();
  const dead = await tab();
  post(dead, "left");
  const store = await open();
  await until(async () => (await store.load()).length === 1);
  dead.link.close();
  socket.end(1006);
  const again = await alive.welcomed();
  assert.deepEqual(await takeAll(again, new Map(), 1), ["left"]);
  assert.deepEqual(alive.is("adopted").map((each) => each.is === "adopted" && said(each.send)), ["left"]);
  assert.equal(alive.is("confirmed").length, 1);
  await until(() => isEmpty(store));
  alive.link.close();
});

test("two tabs that send the same make one message of it, and each is told once", async () => {
  const [one, two] = [await tab(), await tab()];
  post(one, "1", "2");
  const store = await open();
  await until(async () => (await store.load()).length === 2);
  await Promise.all([two.link.adopt(), two.link.adopt()]);
  assert.equal(two.link.core.pending.length, 2);
  const numbers = new Map<string, number>();
  const [first, second] = [await one.connect(), await two.connect()];
  assert.deepEqual(await takeAll(first, numbers, 2), ["1", "2"]);
  assert.deepEqual(await takeAll(second, numbers, 2), ["1", "2"]);
  assert.equal(numbers.size, 2);
  for (const page of [one, two]) {
    assert.deepEqual([page.is("confirmed").length, page.is("message").length], [2, 2]);
    page.link.close();
  }
  await until(() => isEmpty(store));
});

test("another visitor's messages are none of ours", async () => {
  const store = await open("v1");
  await store.add({ session: "s1", room: "visitor", cid: "c1", body: { kind: "text", text: "hi" } });
  assert.ok(await isEmpty(await open("v2")));
  await store.settle("s1", "c1");
  assert.ok(await isEmpty(store));
});

test("a store without room costs no message: it is sent all the same, and the page is told", async () => {
  const full = { ...NO_STORE, add: () => Promise.reject(new DOMException("full", "QuotaExceededError")) };
  const page = new Page(full);
  const sent = page.link.send("s1", { kind: "text", text: "hi" });
  await until(() => page.is("notKept").length === 1);
  const socket = await page.connect();
  assert.deepEqual(await takeAll(socket, new Map(), 1), ["hi"]);
  assert.equal((await sent).number, 1);
});

test("a store that breaks later breaks nothing", async () => {
  const fails = () => Promise.reject(new DOMException("gone", "InvalidStateError"));
  const page = new Page({ add: async () => {}, load: fails, settle: fails });
  await page.link.adopt();
  const sent = page.link.send("s1", { kind: "text", text: "hi" });
  await takeAll(await page.connect(), new Map(), 1);
  await sent;
});

test("a full outbox refuses, and the store has nothing of what was refused", async () => {
  const store = await open();
  const page = new Page(store);
  post(page, ...Array.from({ length: MAX_PENDING }, String));
  await assert.rejects(page.link.send("s1", { kind: "text", text: "more" }), OutboxFull);
  await until(async () => (await store.load()).length === MAX_PENDING);
  page.link.close();

  const other = await open("v1");
  await other.add({ session: "s1", room: "visitor", cid: "c", body: { kind: "text", text: "elsewhere" } });
  const next = new Page(store);
  await next.link.adopt(); // as many as there is room for
  assert.equal(next.link.core.pending.length, MAX_PENDING);
  next.link.close();
});

test("what no server would take is dropped from the store, not said for ever", async () => {
  const store = await open();
  const empty: StoredSend = { session: "s1", room: "visitor", cid: "c1", body: { kind: "text", text: "" } };
  await store.add(empty);
  await store.add({ ...empty, cid: "c2", body: { kind: "text", text: "good" } });
  const page = new Page(store);
  await page.link.adopt();
  assert.deepEqual(page.link.core.pending.map(said), ["good"]);
  await until(async () => (await store.load()).length === 1);
});

test("a message that was refused for good is not kept", async () => {
  const store = await open();
  const page = new Page(store);
  const sent = page.link.send("s1", { kind: "text", text: "hi" });
  const socket = await page.connect();
  socket.say(ok(socket.sends[0]!.request, { code: ErrorCode.CLOSED }));
  await assert.rejects(sent);
  await until(() => isEmpty(store));
});

test("without IndexedDB, or with one that never opens, there is no store", async (context) => {
  const closed = { open: () => { throw new DOMException("private", "SecurityError"); } };
  assert.equal(await openOutbox("v1", closed as unknown as IDBFactory), NO_STORE);
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const opening = openOutbox("v1", { open: () => ({}) } as unknown as IDBFactory);
  context.mock.timers.tick(3_000);
  assert.equal(await opening, NO_STORE);
});
