// 中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = { choose: "请在左侧选择会话。" };
