// CommonMark of messages: what is drawn, and that nothing else can be.

import assert from "node:assert/strict";
import test from "node:test";

import { blocksOf, MAX_DEPTH, type Block } from "../../../gateway/web/visitor/cards/markdown_blocks.ts";
import type { Inline } from "../../../gateway/web/visitor/cards/markdown_inlines.ts";

/** As HTML would be, for comparison alone: texts are not escaped. */
function drawn(text: string): string {
  return blocksOf(text).map(block).join("");
}

function block(each: Block): string {
  switch (each.is) {
    case "paragraph":
      return `<p>${inlines(each.inlines)}</p>`;
    case "heading":
      return `<h>${inlines(each.inlines)}</h>`;
    case "code":
      return `<pre>${each.text}</pre>`;
    case "quote":
      return `<q>${each.blocks.map(block).join("")}</q>`;
    case "rule":
      return "<hr>";
    case "list": {
      const items = each.items.map((item) => `<li>${item.map(block).join("")}</li>`).join("");
      return each.start === 0 ? `<ul>${items}</ul>` : `<ol ${each.start}>${items}</ol>`;
    }
  }
}

function inlines(all: readonly Inline[]): string {
  return all.map((each) => {
    if (typeof each === "string") return each;
    if (each.is === "break") return "<br>";
    if (each.is === "code") return `<c>${each.text}</c>`;
    if (each.is === "link") return `<a ${each.href}>${inlines(each.inlines)}</a>`;
    return `<${each.is}>${inlines(each.inlines)}</${each.is}>`;
  }).join("");
}

const CASES: readonly (readonly [string, string])[] = [
  ["", ""],
  ["a\nb\n\nc", "<p>a\nb</p><p>c</p>"],
  ["a\r\nb\rc", "<p>a\nb\nc</p>"],
  ["a  \nb\\\nc", "<p>a<br>b<br>c</p>"],
  ["# One #\n## Two\n#no", "<h>One</h><h>Two</h><p>#no</p>"],
  ["One\n===\nTwo\n---", "<h>One</h><h>Two</h>"],
  ["a\n\n---\n* * *", "<p>a</p><hr><hr>"],
  ["```js\na *b*\n\n```\nc", "<pre>a *b*\n</pre><p>c</p>"],
  ["~~~\nnever closed", "<pre>never closed</pre>"],
  ["    indented\n\n    code", "<pre>indented\n\ncode</pre>"],
  ["> a\nlazy\n> > b", "<q><p>a\nlazy</p><q><p>b</p></q></q>"],
  ["- a\n- b\n  - c\n\n  d\n+ e", "<ul><li><p>a</p></li><li><p>b</p><ul><li><p>c</p></li></ul><p>d</p></li></ul><ul><li><p>e</p></li></ul>"],
  ["3. a\n4. b", "<ol 3><li><p>a</p></li><li><p>b</p></li></ol>"],
  ["in 1999. no list\n1999. no list", "<p>in 1999. no list\n1999. no list</p>"],
  ["a\n1. b", "<p>a</p><ol 1><li><p>b</p></li></ol>"],
  ["*a* _b_ **c** __d__ ***e***", "<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> <em><strong>e</strong></em></p>"],
  ["**你好**世界", "<p><strong>你好</strong>世界</p>"],
  ["*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"],
  ["snake_case_name 2*3*4 a * b *", "<p>snake_case_name 2<em>3</em>4 a * b *</p>"],
  ["*a_b*c_", "<p><em>a_b</em>c_</p>"],
  ["**a*b**", "<p><strong>a*b</strong></p>"],
  ["****a****", "<p>****a****</p>"],
  ["`a*b*` ``c`d`` ` e", "<p><c>a*b*</c> <c>c`d</c> ` e</p>"],
  ["\\*a\\* \\z", "<p>*a* \\z</p>"],
  ["&lt;b&gt; &amp;amp; &#20013;&#x6587; &no; &#0;", "<p><b> &amp; 中文 &no; &#0;</p>"],
  ["[a *b*](https://c.d/e \"t\")", "<p><a https://c.d/e>a <em>b</em></a></p>"],
  ["[a](<https://c.d/e f>)", "<p><a https://c.d/e%20f>a</a></p>"],
  ["[a](https://c.d/(e))!", "<p><a https://c.d/(e)>a</a>!</p>"],
  ["[](https://c.d)", "<p><a https://c.d/>https://c.d/</a></p>"],
  ["[[a](https://b.c)](https://d.e)", "<p>[<a https://b.c/>a</a>](<a https://d.e/>https://d.e</a>)</p>"],
  ["![a](https://b.c/d.png)", "<p><a https://b.c/d.png>a</a></p>"],
  ["<https://a.b/c> https://d.e/_f_. [x] a]", "<p><a https://a.b/c>https://a.b/c</a> <a https://d.e/_f_>https://d.e/_f_</a>. [x] a]</p>"],
  ["[https://a.b/c](https://d.e)", "<p><a https://d.e/>https://a.b/c</a></p>"],
  ["hello how Http", "<p>hello how Http</p>"],
];

test("it is read as CommonMark says", () => {
  for (const [text, expected] of CASES) assert.equal(drawn(text), expected, text);
});

/** What has made HTML of other renderers; see OWASP's XSS Filter Evasion Cheat Sheet. */
const HOSTILE = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "<a href=\"javascript:alert(1)\">x</a>",
  "[x](javascript:alert(1))",
  "[x](JaVaScRiPt:alert(1))",
  "[x]( javascript:alert(1))",
  "[x](<javascript:alert(1)>)",
  "[x](java\tscript:alert(1))",
  "[x](<java\tscript:alert(1)>)",
  "[x](\u0001javascript:alert(1))",
  "[x](&#x6A;avascript:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](\\javascript:alert(1))",
  "[x](data:text/html;base64,PHNjcmlwdD4=)",
  "[x](vbscript:x)",
  "[x](//evil.example)",
  "[x](blob:https://a.b/c)",
  "[x](file:///etc/passwd)",
  "![x](javascript:alert(1))",
  "![x\" onerror=\"alert(1)](https://a.b/c.png)",
  "<javascript:alert(1)>",
  "<https://a.b/\"onmouseover=\"alert(1)>",
  "[x](https://a.b/\"onmouseover=\"alert(1))",
  "[x](https://a.b \"t\\\" onclick=alert(1)\")",
  "[x]: javascript:alert(1)\n\n[x]",
  "```\"><script>alert(1)</script>\nx\n```",
  "`<script>`",
  "\u202e[x](https://a.b)",
];

function linksOf(blocks: readonly Block[]): string[] {
  const within = (each: Inline): string[] => {
    if (typeof each === "string" || !("inlines" in each)) return [];
    return [...(each.is === "link" ? [each.href] : []), ...each.inlines.flatMap(within)];
  };
  return blocks.flatMap((each) => {
    if ("inlines" in each) return each.inlines.flatMap(within);
    if (each.is === "quote") return linksOf(each.blocks);
    return each.is === "list" ? each.items.flatMap(linksOf) : [];
  });
}

test("no hostile text leads anywhere but to the web", () => {
  for (const text of [...HOSTILE, ...HOSTILE.map((each) => `> - **${each}**`)]) {
    for (const href of linksOf(blocksOf(text))) assert.match(href, /^https?:\/\/[^"<>\s]+$/, text);
  }
});

test("raw HTML is text, whole", () => {
  for (const text of HOSTILE.slice(0, 4)) assert.equal(drawn(text), `<p>${text}</p>`);
});

const SIGNS = ["*", "_", "[", "](", ")", "`", "> ", "- ", "![", "<", "&", "\n", "a", " ", "https://a.b/", "**", "\\", "# ", "\n\n"];

test("however long and deep it is, it is drawn at once and not deeper than it may be", () => {
  const made = [...SIGNS.map((each) => each.repeat(8_000 / each.length)), "*a ".repeat(2_600), "[a](".repeat(2_000),
    "`".repeat(100) + "``".repeat(50), Array.from({ length: 120 }, (_, at) => "`".repeat(at + 1)).join("a")];
  let seed = 1;
  const random = (below: number) => (seed = (seed * 48_271) % 0x7fffffff) % below;
  for (let at = 0; at < 300; at += 1) {
    made.push(Array.from({ length: 60 }, () => SIGNS[random(SIGNS.length)]).join(""));
  }
  const bound = MAX_DEPTH + 16 * 3;
  for (const text of made) assert.ok(depthOf(blocksOf(text)) <= bound, text.slice(0, 80));
});

function depthOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((most, each) => Math.max(most, depthOf(each)), 0);
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Object.values(value).reduce<number>((most, each) => Math.max(most, depthOf(each)), 0);
}
