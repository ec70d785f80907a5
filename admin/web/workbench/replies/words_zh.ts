// What the replies say in Chinese.

import type { ReplyWords } from "./words_en.ts";

export const ZH: ReplyWords = {
  // over the composer
  picker: "常用语",
  pickerHint: "↑↓ 选择 · Enter 填入 · Ctrl+Enter 发送 · Esc 关闭",
  noneFound: "没有符合的常用语；按 Enter 直接发送。",
  noneYet: "还没有常用语，可在右侧面板添加。",
  suggestions: "可能的答案",
  suggestionHint: (key) => `Alt+${key} 填入`,
  hideSuggestions: "收起推荐",
  own: "个人",

  // the tab
  parts: { quick: "常用语", knowledge: "知识库", contributions: "贡献", news: "更新" },
  unread: (count) => `更新 ${count}`,
  search: "搜索",
  searchQuick: "标题、拼音或内容",
  searchKnowledge: "像访客提问一样搜索",
  write: "填入",
  send: "发送",
  edit: "编辑",
  remove: "删除",
  confirmRemove: "确认删除？",
  save: "保存",
  cancel: "取消",
  noCategory: "未分类",

  // a quick reply
  add: "添加常用语",
  title: "标题",
  category: "分类",
  text: "内容",
  variables: "使用时自动填入：",
  shared: "所有客服共用",
  importFile: "导入 CSV",
  exportFile: "导出 CSV",
  taken: (count, of) => `已导入 ${count} / ${of} 条。`,
  stopped: (count) => `已导入 ${count} 条，之后：`,
  faulty: (row, what) => `第 ${row} 行无法读取：${what}`,
  tooLarge: "文件太大。",

  // knowledge
  frequent: "常见问题",
  found: "搜索结果",
  nothingFound: "知识库里没有相关内容。",
  nothingKnown: "知识库还没有发布内容。",
  sure: (percent) => `${percent}%`,
  contribute: "贡献知识",
  question: "标准问题",
  answer: "答案",
  contributed: "已提交，等待审核。",

  // contributions
  noContributions: "还没有知识贡献。",
  states: { waiting: "待审核", approved: "已采纳", rejected: "已驳回" },
  reason: "处理意见，贡献人会看到",
  approve: "采纳",
  reject: "驳回",

  // news
  noNews: "没有更新。",
  notRead: "未读",
  isNew: "新增",
  isChanged: "修改",
  markAll: "全部已读",
  markRead: "已读",
  older: "显示更多",
};
