// Quick replies as a file of rows.

import assert from "node:assert/strict";
import test from "node:test";

import { cellsIn, decoded, repliesIn, SheetFault, sheetOf } from "../../../admin/web/workbench/replies/model/sheet.ts";

const ROWS = [
  { category: "售后", title: "退货, 地址", text: 'two\nlines "and" more' },
  { category: "", title: "sum", text: "=1+1" },
  { category: "", title: "quote", text: "'=1" },
  { category: "a", title: "plain", text: "'tis" },
];

test("what was written is read again", () => {
  for (const isChinese of [true, false]) {
    const read = repliesIn(sheetOf(ROWS, isChinese), true);
    assert.deepEqual(read, ROWS.map((row) => ({ reply: "", is_shared: true, ...row })));
  }
  const sheet = sheetOf(ROWS, false);
  assert.ok(sheet.startsWith("\uFEFFcategory,title,text\r\n"));
  assert.match(sheet, /sum,'=1\+1\r\n/);
});

test("headings stand in any order and language, cells in any separator", () => {
  const wanted = [{ reply: "", is_shared: false, category: "", title: "t", text: "hello" }];
  for (const text of ["内容,Title\nhello,t\n", "text;标题;category\r\nhello; t ;\r\n\r\n", "TEXT\ttitle\nhello\tt"]) {
    assert.deepEqual(repliesIn(text, false), wanted, text);
  }
  assert.deepEqual(repliesIn("title,text", false), []);
});

test("a cell may be empty, the last line may have no end", () => {
  assert.deepEqual(cellsIn('a,,"b ""c"""\r\n,d'), [["a", "", 'b "c"'], ["", "d"]]);
  assert.deepEqual(cellsIn(""), [[]]);
  assert.deepEqual(cellsIn("a\n\nb"), [["a"], [""], ["b"]]);
});

test("a file with a fault names its row", () => {
  const rows: [string, number][] = [
    ["title\nx", 1], ["title,text,colour\n", 1], ["", 1], ["title,text\na,b\nc,\n", 3], ['title,text\na,"b', 2],
    ['title,text\na,"b"x\n', 2],
  ];
  for (const [text, row] of rows) {
    assert.throws(() => repliesIn(text, false), (error) => error instanceof SheetFault && error.row === row, text);
  }
});

test("spreadsheets in Chinese write GB18030", () => {
  assert.equal(decoded(new Uint8Array([0xb1, 0xea, 0xcc, 0xe2])), "标题");
  assert.equal(decoded(new TextEncoder().encode("标题")), "标题");
});
