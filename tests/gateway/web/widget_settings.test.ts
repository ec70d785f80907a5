// What a tag says, where its chat is, and what the widget remembers.

import assert from "node:assert/strict";
import test from "node:test";

import { frameAddress, framingOf } from "../../../gateway/web/widget/address.ts";
import { inkOn } from "../../../gateway/web/widget/ink.ts";
import { Memory, WORTH_MS, type Storing } from "../../../gateway/web/widget/memory.ts";
import { readSettings, type Said } from "../../../gateway/web/widget/settings.ts";
import { launcherWords } from "../../../gateway/web/widget/words.ts";

const SCRIPT = "https://help.example/desk/widget.js?v=2";

function settings(said: Said): ReturnType<typeof readSettings> {
  return readSettings({ channel: "web", ...said }, SCRIPT);
}

test("a tag with a channel alone is enough", () => {
  const { channel, side, theme, language, identityUrl, query } = settings({});
  assert.deepEqual(
    { channel, side, theme, language, identityUrl, query },
    { channel: "web", side: "right", theme: "", language: "", identityUrl: "", query: [] },
  );
});

test("what a tag's author has to mend is said", () => {
  const wrong: readonly (readonly [Said, RegExp])[] = [
    [{ channel: " " }, /data-channel/],
    [{ theme: "auto" }, /data-theme as light or dark, got "auto"/],
    [{ position: "top" }, /data-position as right or left/],
  ];
  for (const [said, expected] of wrong) assert.throws(() => settings(said), expected);
});

test("the chat is beside the script, with all that the tag says, and the page in the fragment", () => {
  const said = {
    channel: "a/b", clientData: "order=7&vip", channelName: "店", peerSource: "ad", remark: "x #1", nickname: "小王",
    language: "en", theme: "dark", group: "presale", position: "left", other: "1",
  };
  const address = new URL(frameAddress(settings(said), { origin: "https://shop.example", isIdentified: true, isShown: true, session: "s1", token: "a.b=" }));
  assert.equal(address.origin + address.pathname, "https://help.example/desk/chat/a%2Fb");
  const { channel: _channel, position: _position, other: _other, ...query } = said;
  assert.deepEqual(Object.fromEntries(address.searchParams), query);
  assert.deepEqual(framingOf(address.hash), { origin: "https://shop.example", isIdentified: true, isShown: true, session: "s1", token: "a.b=" });
});

test("what a tag leaves out is not in the address", () => {
  const address = new URL(frameAddress(settings({ remark: "" }), { origin: "http://127.0.0.1:8070", isIdentified: false, isShown: false, session: "", token: "" }));
  assert.equal(address.search, "");
  assert.deepEqual(framingOf(address.hash), { origin: "http://127.0.0.1:8070", isIdentified: false, isShown: false, session: "", token: "" });
});

class Shelf implements Storing {
  readonly #kept = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#kept.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#kept.set(key, value);
  }
  removeItem(key: string): void {
    this.#kept.delete(key);
  }
}

test("an open session is worth a frame for a while, on its own channel", () => {
  const site = new Shelf();
  const memory = new Memory("web", site, new Shelf());
  assert.equal(memory.session(1_000), "");
  memory.setSession("s1", 1_000);
  assert.equal(new Memory("web", site, new Shelf()).session(1_000 + WORTH_MS - 1), "s1");
  assert.equal(new Memory("shop", site, new Shelf()).session(1_000), "");
  assert.equal(memory.session(1_000 + WORTH_MS), "");
  assert.equal(memory.session(999), "");
  memory.setSession("", 2_000);
  assert.equal(memory.session(2_000), "");
});

test("a tab has its chat open on the next page, another tab has not", () => {
  const tab = new Shelf();
  new Memory("web", new Shelf(), tab).isOpen = true;
  const next = new Memory("web", new Shelf(), tab);
  assert.equal(next.isOpen, true);
  next.isOpen = false;
  assert.equal(new Memory("web", new Shelf(), tab).isOpen, false);
});

test("who the visitor is, is kept for all tabs, by channel", () => {
  const site = new Shelf();
  new Memory("web", site, undefined).token = "a.b";
  assert.equal(new Memory("web", site, undefined).token, "a.b");
  assert.equal(new Memory("shop", site, undefined).token, "");
  assert.equal(new Memory("web", site, undefined).session(1_000), "");
});

test("a browser that forbids storing is remembered nothing of", () => {
  const forbid = (): never => {
    throw new DOMException("no", "SecurityError");
  };
  const forbidden = { getItem: forbid, setItem: forbid, removeItem: forbid };
  for (const where of [forbidden, undefined]) {
    const memory = new Memory("web", where, where);
    memory.isOpen = true;
    memory.token = "a.b";
    memory.setSession("s1", 1_000);
    assert.equal(memory.isOpen, false);
    assert.equal(memory.token, "");
    assert.equal(memory.session(1_000), "");
  }
});

test("a store that another script has filled is no session", () => {
  const site = new Shelf();
  site.setItem("triodesk.widget.web", "true");
  assert.equal(new Memory("web", site, undefined).session(1_000), "");
});

test("the launcher speaks Chinese or English", () => {
  assert.equal(launcherWords("zh-CN").unread(2), "2 条未读消息");
  assert.equal(launcherWords("ZH").open, "打开在线客服");
  for (const language of ["en-GB", "de", "zha", ""]) assert.equal(launcherWords(language).open, "Open chat");
  assert.equal(launcherWords("en").unread(1), "1 unread message");
  assert.equal(launcherWords("en").unread(2), "2 unread messages");
});

test("a launcher has the colour of the tag, and ink that is seen on it", () => {
  assert.equal(settings({ color: "#1f5fd0" }).color, "#1f5fd0");
  assert.equal(settings({ color: "#Fc0" }).color, "#FFcc00");
  assert.equal(settings({}).color, "");
  for (const color of ["red", "#12", "#12345", "#1f5fd0;}"]) assert.throws(() => settings({ color }), /data-color/);
  const dark = ["#000000", "#1f5fd0", "#c8102e"], light = ["#ffffff", "#ffcc00", "#8bd450"];
  assert.deepEqual(dark.map(inkOn), dark.map(() => "#fff"));
  assert.deepEqual(light.map(inkOn), light.map(() => "#000"));
});
