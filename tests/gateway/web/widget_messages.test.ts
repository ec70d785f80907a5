// What a page and the chat in its frame take from each other, and what from nobody.

import assert from "node:assert/strict";
import test from "node:test";

import {
  marked, MAX_PREVIEW_CHARS, MAX_TOKEN_CHARS, MAX_UNREAD, readFromFrame, readFromHost, type FromFrame, type FromHost,
} from "../../../gateway/web/widget/frame_messages.ts";
import { joinHost, type FramedWindow } from "../../../gateway/web/widget/host.ts";
import { Peer } from "../../../gateway/web/widget/peer.ts";

const SHOP = "https://shop.example";
const HELP = "https://help.example:8443";

/** A window that notes what it is told, and where that was meant to go. */
class Pane extends EventTarget {
  readonly told: { readonly message: object; readonly target: string }[] = [];
  readonly location = { hash: "" };
  parent: Pane = this;

  postMessage(message: object, target: string): void {
    this.told.push({ message, target });
  }

  hear(data: unknown, origin: string, source: Pane | null): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  }
}

/** A chat in a page's frame, as the browser shows it to the chat. */
function framed(hash: string): { readonly own: Pane & FramedWindow; readonly shop: Pane } {
  const own = new Pane();
  const shop = new Pane();
  own.parent = shop;
  own.location.hash = hash;
  return { own, shop };
}

const FROM_FRAME: readonly FromFrame[] = [
  { say: "ready" },
  { say: "unread", count: 3 },
  { say: "preview", text: "Ann: hello" },
  { say: "active", session: "s1" },
  { say: "active", session: "" },
  { say: "token", token: "a.b" },
  { say: "close" },
  { say: "identify" },
];
const FROM_HOST: readonly FromHost[] = [
  { say: "shown", isShown: true },
  { say: "shown", isShown: false },
  { say: "identity", token: "a.b.c" },
];

test("each message is read as it was said, by the other side alone", () => {
  for (const message of FROM_FRAME) {
    assert.deepEqual(readFromFrame(marked(message)), message);
    assert.equal(readFromHost(marked(message)), undefined);
  }
  for (const message of FROM_HOST) {
    assert.deepEqual(readFromHost(marked(message)), message);
    assert.equal(readFromFrame(marked(message)), undefined);
  }
});

test("what has no mark, another shape or another version is not read", () => {
  const strangers: readonly unknown[] = [
    undefined, null, "ready", 7, [], {}, { say: "ready" }, { triodesk: 2, say: "ready" },
    { triodesk: 1, say: "eval" }, { triodesk: 1, say: "unread" }, { triodesk: 1, say: "unread", count: -1 },
    { triodesk: 1, say: "unread", count: 1.5 }, { triodesk: 1, say: "unread", count: "3" },
    { triodesk: 1, say: "active", session: 1 }, { triodesk: 1, say: "preview" }, { triodesk: 1, say: "shown" },
    { triodesk: 1, say: "identity", token: 5 }, { triodesk: 1, say: "token" },
    { triodesk: 1, say: "token", token: "x".repeat(MAX_TOKEN_CHARS + 1) },
    { triodesk: 1, say: "identity", token: "x".repeat(MAX_TOKEN_CHARS + 1) },
  ];
  for (const data of strangers) {
    assert.equal(readFromFrame(data), undefined, JSON.stringify(data));
    assert.equal(readFromHost(data), undefined, JSON.stringify(data));
  }
});

test("a frame that counts on is believed up to a bound", () => {
  const counted = { say: "unread", count: MAX_UNREAD } as const;
  assert.deepEqual(readFromFrame(marked({ say: "unread", count: 1e9 })), counted);
});

test("another window, and another origin of the same window, are not heard", () => {
  const own = new Pane();
  const frame = new Pane();
  const heard: FromFrame[] = [];
  const peer = new Peer<FromHost, FromFrame>({
    own, other: () => frame, origin: HELP, read: readFromFrame, heard: (message) => heard.push(message),
  });
  const close = marked({ say: "close" });
  own.hear(close, HELP, new Pane());
  own.hear(close, HELP, null);
  for (const origin of [SHOP, "null", "https://help.example", `${HELP}.evil.example`, HELP.replace("s:", ":")]) {
    own.hear(close, origin, frame);
  }
  assert.deepEqual(heard, []);
  own.hear(close, HELP, frame);
  assert.deepEqual(heard, [{ say: "close" }]);
  peer.stop();
  own.hear(close, HELP, frame);
  assert.equal(heard.length, 1);
});

test("what is said goes to the exact origin, and nowhere while there is no window", () => {
  const frame = new Pane();
  let other: Pane | undefined;
  const peer = new Peer<FromHost, FromFrame>({
    own: new Pane(), other: () => other, origin: HELP, read: readFromFrame, heard: () => {},
  });
  peer.tell({ say: "identity", token: "secret" });
  other = frame;
  peer.tell({ say: "shown", isShown: true });
  assert.deepEqual(frame.told, [{ message: marked({ say: "shown", isShown: true }), target: HELP }]);
});

test("a page of its own has no host, nor has a frame that no widget made", () => {
  assert.equal(joinHost(new Pane(), () => {}), undefined);
  const alone = new Pane();
  alone.location.hash = `#host=${encodeURIComponent(SHOP)}`;
  assert.equal(joinHost(alone, () => {}), undefined);
  for (const hash of ["", "#", "#host=", "#host=shop.example", "#host=https://shop.example/path", "#host=null"]) {
    assert.equal(joinHost(framed(hash).own, () => {}), undefined, hash);
  }
});

test("a framed chat says that it hears, and is told whether it is shown", () => {
  const { own, shop } = framed(`#host=${encodeURIComponent(SHOP)}`);
  const shown: boolean[] = [];
  const host = joinHost(own, (isShown) => shown.push(isShown));
  assert.ok(host);
  assert.equal(host.identity, undefined);
  assert.equal(host.isShown, false);
  for (const isShown of [true, true, false]) own.hear(marked({ say: "shown", isShown }), SHOP, shop);
  assert.deepEqual(shown, [true, false]);
  host.unread(2);
  host.active("s1");
  host.preview("hi");
  host.preview(`${"x".repeat(MAX_PREVIEW_CHARS - 2)}😀y`); // no half of a character is told
  host.close();
  const said = [{ say: "ready" }, { say: "unread", count: 2 }, { say: "active", session: "s1" },
    { say: "preview", text: "hi" }, { say: "preview", text: `${"x".repeat(MAX_PREVIEW_CHARS - 2)}…` }, { say: "close" }];
  assert.deepEqual(shop.told.map(({ message }) => readFromFrame(message)), said);
  assert.ok(shop.told.every(({ target }) => target === SHOP));
});

test("the page around keeps who the visitor is, and gives it to the next frame", () => {
  const { own, shop } = framed(`#host=${encodeURIComponent(SHOP)}&token=kept`);
  const host = joinHost(own, () => {});
  assert.equal(host?.get(), "kept");
  host?.set("renewed");
  assert.equal(host?.get(), "renewed");
  assert.deepEqual(readFromFrame(shop.told.at(-1)?.message), { say: "token", token: "renewed" });
});

test("the page around says who the visitor is, whenever it is asked", async () => {
  const { own, shop } = framed(`#host=${encodeURIComponent(SHOP)}&identified=1`);
  const host = joinHost(own, () => {});
  assert.ok(host?.identity);
  for (const token of ["first", ""]) {
    const asked: Promise<string> = host.identity();
    assert.deepEqual(shop.told.at(-1)?.message, marked({ say: "identify" }));
    own.hear(marked({ say: "identity", token: "forged" }), "https://evil.example", shop);
    own.hear(marked({ say: "identity", token }), SHOP, shop);
    assert.equal(await asked, token);
  }
});

test("a page that says nothing of the visitor is not waited for", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const { own } = framed(`#host=${encodeURIComponent(SHOP)}&identified=1`);
  const asked = joinHost(own, () => {})?.identity?.();
  context.mock.timers.tick(10_000);
  assert.equal(await asked, "");
});
