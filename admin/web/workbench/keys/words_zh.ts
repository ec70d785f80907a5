// 快捷键，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "快捷键",
  acts: {
    next: "下一个会话",
    previous: "上一个会话",
    accept: "接入振铃最久的会话",
    longest: "跳到等待最久的访客",
    transfer: "转接会话",
    rate: "邀请评价",
    end: "结束会话",
    notes: "标签、备注与结果",
    help: "快捷键说明",
  },
  others: [
    ["Enter", "发送"],
    ["Shift+Enter", "换行"],
    ["# /", "空行中打开常用语"],
    ["Alt+1 2 3", "填入推荐的答案"],
    ["Esc", "关闭当前浮层"],
    ["F6", "切换到下一栏"],
  ],
  close: "关闭",
};
