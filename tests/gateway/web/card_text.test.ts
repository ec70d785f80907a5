// What cards make of texts: addresses, emoji.

import assert from "node:assert/strict";
import test from "node:test";

import { isEmojiAlone } from "../../../gateway/web/visitor/cards/emoji.ts";
import { piecesOf, webAddress } from "../../../gateway/web/visitor/cards/links.ts";

const linked = (text: string) => piecesOf(text).flatMap(({ text, href }) => (href ? [text] : []));

test("addresses are found where people write them", () => {
  const cases: [string, string[]][] = [
    ["https://example.com", ["https://example.com"]],
    ["see http://a.b/c?d=e&f#g, please.", ["http://a.b/c?d=e&f#g"]],
    ["(https://en.wikipedia.org/wiki/A_(b)).", ["https://en.wikipedia.org/wiki/A_(b)"]],
    ["请看https://例.example/商品", []], // no ASCII host: plain text is right, if not handy
    ["请看 https://example.com/a。谢谢", ["https://example.com/a"]],
    ["HTTPS://EXAMPLE.COM/A!", ["HTTPS://EXAMPLE.COM/A"]],
    ["javascript:alert(1) ftp://a.b data:text/html,x", []],
    ["https:// http://: nothing", []],
    ["", []],
  ];
  for (const [text, expected] of cases) assert.deepEqual(linked(text), expected, text);
});

test("pieces are the text, whatever it is", () => {
  for (const text of ["a https://b.c/ d", "https://a.b)))", "x".repeat(8_000), "http://a.b" + ")".repeat(4_000)]) {
    assert.equal(piecesOf(text).map((each) => each.text).join(""), text);
  }
});

test("a link leads to the web or nowhere", () => {
  for (const bad of ["javascript:alert(1)", "JaVaScRiPt:x", " javascript:x", "data:text/html,x", "//a.b", "/a", "", "vbscript:x", "http://"]) {
    assert.equal(webAddress(bad), "", bad);
  }
  assert.equal(webAddress("http://a.b"), "http://a.b/");
  assert.equal(webAddress('https://a.b/"><script>'), "https://a.b/%22%3E%3Cscript%3E");
});

test("a few emoji alone are large, all else is not", () => {
  for (const text of ["😀", "👍🏽 🎉", "👩‍👩‍👧‍👦", "🇨🇳🇩🇪", "❤️", "1️⃣", "😀😀😀😀😀😀"]) assert.ok(isEmojiAlone(text), text);
  for (const text of ["", " ", "1", "a😀", "123456", "©", "😀".repeat(7)]) assert.ok(!isEmojiAlone(text), text);
});
