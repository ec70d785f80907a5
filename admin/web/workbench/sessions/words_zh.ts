// 左栏，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "会话",
  empty: "暂无会话。",
  accept: "接入",
  banners: {
    connecting: "正在连接……",
    reconnecting: "连接已断开，正在重连……",
    restored: "已重新连接。",
    stopped: "连接已结束。",
  },
  reload: "重新加载",
};
