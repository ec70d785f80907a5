// 栏位，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  leftEdge: "会话列表宽度",
  rightEdge: "侧栏宽度",
  back: "返回列表",
  side: "访客信息",
};
