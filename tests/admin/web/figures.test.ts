// Own figures in words.

import assert from "node:assert/strict";
import test from "node:test";

import { FIGURES, figureText, type Figures } from "../../../admin/web/workbench/figures/model/figure_rows.ts";
import { EN as SIDE } from "../../../admin/web/workbench/side/words_en.ts";

const WORDS = { ...SIDE, tag: "en" };
const NONE: Figures = {
  served: 0, silent: 0, frt_ms: null, art_ms: null, aht_ms: null, transfer_rate: null, satisfaction: null,
  stars: null, rated: 0, solved: null,
};
const SOME: Figures = {
  served: 12, silent: 1, frt_ms: 2_340, art_ms: 61_000, aht_ms: 10_000, transfer_rate: 0.125, satisfaction: 1,
  stars: 4.666, rated: 3, solved: 0.5,
};

test("where nothing was counted there is no share and no length", () => {
  const told = FIGURES.map((name) => figureText(name, NONE, WORDS));
  assert.deepEqual(told, ["0", "–", "–", "–", "–", "–", "–", "–", "0"]);
});

test("a figure has its unit", () => {
  const told = Object.fromEntries(FIGURES.map((name) => [name, figureText(name, SOME, WORDS)]));
  assert.deepEqual(told, {
    served: "12", first: "2.3 s", average: "1 min 1 s", handling: "10 s", solved: "50%", satisfaction: "100%",
    stars: "4.67 ★ (3)", transferred: "13%", silent: "1",
  });
});
