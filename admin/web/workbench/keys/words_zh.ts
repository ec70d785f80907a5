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
  isOn: "启用这些快捷键：Alt 加字母，以及 ?",
  hint: "先点按某个快捷键，再按要换成的字母。",
  change: (key, act) => `${act}：${key}，更改`,
  pressLetter: (act) => `请按“${act}”的新字母，按 Esc 取消。`,
  noLetter: "请按 A 到 Z 的字母。",
  taken: (key, act) => `${key} 已用于“${act}”，请按其他字母，或按 Esc 取消。`,
  changed: (key, act) => `${key} 现在是“${act}”。`,
  reset: "恢复默认",
  close: "关闭",
};
