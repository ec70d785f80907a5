// 工作台顶栏，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  statuses: {
    free: "在线", busy: "接待已满", arrange: "整理中", not_ready: "示忙", rest: "小休", offline: "离线",
  },
  status: "我的状态",
  beFree: "在线：接待访客",
  beNotReady: "示忙：不再接入",
  beOffline: "离线",
  rest: "小休",
  restReasons: ["用餐", "休息", "会议", "培训"],
  otherReason: "其他原因",
  restNow: "小休",
  silent: "振铃未接",
  setBy: (name) => `由${name}设置`,
  load: (load, capacity) => `接待 ${load}／${capacity}`,
  wrapUp: (left) => `剩余 ${left}`,
  lists: "列表",
  followUps: "待跟进",
  messagesLeft: "访客留言",
  live: "实时会话与客服",
  talk: "内部会话",
  initiate: "主动发起会话",
  help: "快捷键",
  settings: "设置",
  language: "语言",
  theme: "外观",
  themes: { "": "跟随系统", light: "浅色", dark: "深色" },
  reminders: "提醒",
  kinds: {
    offer: "振铃与新会话", message: "新消息", unanswered: "访客等待回复", transfer: "转接", mention: "@我与咨询",
  },
  ways: { sound: "声音", popUp: "弹窗", desktop: "桌面" },
  allowDesktop: "允许桌面通知",
  desktopDenied: "浏览器不允许桌面通知。",
  tryIt: "试听",
  places: { desk: "会话", records: "服务记录", figures: "我的数据", profile: "个人资料" },
  placesName: "页面",
  leave: "退出登录",
  skip: "跳到对话",
  banners: {
    connecting: "正在连接……",
    reconnecting: "连接已断开，您写的内容会保留，正在重连……",
    restored: "已重新连接。",
  },
};
