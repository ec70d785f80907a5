// 振铃，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "振铃",
  rings: (name, group) => (group ? `${name} 在「${group}」等待接入` : `${name} 等待接入`),
  handedOver: (name, by) => `${by} 将 ${name} 转接给您`,
  calls: (by, name) => `${by} 请您协助与 ${name} 的会话`,
  left: (seconds) => `${seconds} 秒`,
  accept: "接入",
  come: "加入",
  decline: "拒绝",
  note: (note) => `“${note}”`,
};
