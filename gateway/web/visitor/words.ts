// What the page says, in the visitor's language: one table per language, with the same keys.

import { ErrorCode } from "../sdk/index.ts";
import { CARD_WORDS } from "./cards/words.ts";

const EN = {
  /** Of the page's `lang`. */
  tag: "en",
  languageName: "English",

  // who is there
  robot: "Assistant",
  service: "Customer service",
  stateCollecting: "A few questions first",
  stateRobot: "The assistant answers",
  stateConnecting: "Connecting …",
  states: {
    routing: "Finding somebody for you", queued: "You are in line", offered: "Calling somebody for you",
    message_left: "Nobody is here right now", closed: "Ended",
  } as Readonly<Record<string, string>>,
  serves: (name: string) => `${name} is with you`,

  // messages
  stream: "Messages",
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not sent",
  retry: "Try again",
  discard: "Discard",
  recall: "Take back",
  recalledOwn: "You took a message back",
  recalledOther: "A message was taken back",
  and: ", ",
  typing: (name: string) => `${name} is typing`,
  newMessages: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  unreadHere: "New",
  toTheEnd: "To the newest message",
  older: "Show earlier messages",
  loading: "Loading …",
  yesterday: "Yesterday",
  newSession: "New conversation",
  says: (name: string, text: string) => `${name}: ${text}`,
  you: "You",
  kinds: {
    image: "[picture]", file: "[file]", voice: "[voice]", video: "[video]", product: "[product]",
    order: "[order]", menu: "[choice]", form: "[form]", rating: "[rating]", selection: "[answer]",
  } as Readonly<Record<string, string>>,

  // writing
  write: "Write a message …",
  send: "Send",
  attach: "Attach a file",
  emoji: "Emoji",
  dropHere: "Drop files to send them",
  previewed: "Our staff can see what you type before you send it.",

  // menu
  menu: "More",
  acts: {
    askHuman: "Talk to a person", rate: "Rate this service", endService: "End service",
    leaveQueue: "Leave the line", close: "End conversation",
  },
  questions: {
    endService: "End the service by our staff?", leaveQueue: "Leave the line?", close: "End this conversation?",
  } as Readonly<Record<string, string>>,
  endYes: "Yes, end",
  endNo: "No, go on",
  language: "Language",
  theme: "Appearance",
  themeAuto: "As the device",
  themeLight: "Light",
  themeDark: "Dark",
  sound: "Sound",
  close: "Close",

  // the end
  ended: {
    client: "You ended this conversation.",
    seat: "This conversation was ended by our staff.",
    admin: "This conversation was ended by our staff.",
    timer: "This conversation ended because it was quiet for a while.",
  } as Readonly<Record<string, string>>,
  endedSomehow: "This conversation has ended.",
  startAnew: "Start a new conversation",

  // the connection
  banners: {
    connecting: "Connecting … What you send now goes out then.",
    reconnecting: "Connection lost. Reconnecting … What you send now goes out then.",
    restored: "Connected again",
    stopped: "The connection was closed.",
  } as Readonly<Record<string, string>>,
  reload: "Load again",
  refusals: {
    unknown_channel: "This chat does not exist any more.",
    origin_not_allowed: "This chat may not be used on this page.",
    identity_required: "Please sign in to chat with us.",
    identity_invalid: "We could not recognise you. Please sign in again.",
    identity_expired: "Your sign-in is over. Please load the page again.",
  } as Readonly<Record<string, string>>,

  // what went wrong
  errors: {
    [ErrorCode.CLOSED]: "The conversation had ended.",
    [ErrorCode.WRONG_STATE]: "That is not possible right now.",
    [ErrorCode.FORBIDDEN]: "That is not possible here.",
    [ErrorCode.TOO_LATE]: "It is too late for that.",
    [ErrorCode.ANSWERED]: "It has been answered already.",
    [ErrorCode.BAD_VALUE]: "Something in it is not right.",
    [ErrorCode.TOO_LARGE]: "It is too large.",
    [ErrorCode.BLOCKED]: "You cannot write to us at the moment.",
    [ErrorCode.NO_SUCH_GROUP]: "That team does not exist any more.",
    [ErrorCode.RATE]: "Too many at once. Please wait a moment.",
  } as Readonly<Record<number, string>>,
  error: "That did not work. Please try again.",

  cards: CARD_WORDS.en,
};

/** What both languages have. */
export type Words = typeof EN;

const ZH: Words = {
  tag: "zh-CN",
  languageName: "中文",

  robot: "智能助手",
  service: "在线客服",
  stateCollecting: "请先回答几个问题",
  stateRobot: "智能助手为您服务",
  stateConnecting: "正在连接…",
  states: {
    routing: "正在为您安排客服", queued: "排队中", offered: "正在为您呼叫客服", message_left: "客服暂时不在",
    closed: "已结束",
  },
  serves: (name) => `${name} 正在为您服务`,

  stream: "消息",
  sending: "发送中",
  sent: "已发送",
  delivered: "已送达",
  read: "已读",
  failed: "未发送",
  retry: "重试",
  discard: "删除",
  recall: "撤回",
  recalledOwn: "您撤回了一条消息",
  recalledOther: "对方撤回了一条消息",
  and: "、",
  typing: (name) => `${name} 正在输入`,
  newMessages: (count) => `${count} 条新消息`,
  unreadHere: "新消息",
  toTheEnd: "回到最新消息",
  older: "查看更早的消息",
  loading: "加载中…",
  yesterday: "昨天",
  newSession: "新会话",
  says: (name, text) => `${name}:${text}`,
  you: "我",
  kinds: {
    image: "[图片]", file: "[文件]", voice: "[语音]", video: "[视频]", product: "[商品]",
    order: "[订单]", menu: "[选项]", form: "[表单]", rating: "[评价]", selection: "[回答]",
  },

  write: "请输入消息…",
  send: "发送",
  attach: "发送文件",
  emoji: "表情",
  dropHere: "松开即可发送文件",
  previewed: "客服可以看到您正在输入的内容。",

  menu: "更多",
  acts: {
    askHuman: "转人工", rate: "评价服务", endService: "结束人工服务", leaveQueue: "退出排队", close: "结束会话",
  },
  questions: {
    endService: "确定结束人工服务吗?", leaveQueue: "确定退出排队吗?", close: "确定结束本次会话吗?",
  },
  endYes: "确定",
  endNo: "取消",
  language: "语言",
  theme: "外观",
  themeAuto: "跟随系统",
  themeLight: "浅色",
  themeDark: "深色",
  sound: "提示音",
  close: "关闭",

  ended: {
    client: "您已结束本次会话。",
    seat: "客服已结束本次会话。",
    admin: "客服已结束本次会话。",
    timer: "由于长时间没有新消息,会话已自动结束。",
  },
  endedSomehow: "会话已结束。",
  startAnew: "开始新会话",

  banners: {
    connecting: "正在连接…此时发送的消息将在接通后送出",
    reconnecting: "连接已断开,正在重连…此时发送的消息将在恢复后送出",
    restored: "已恢复连接",
    stopped: "连接已关闭。",
  },
  reload: "重新加载",
  refusals: {
    unknown_channel: "该客服入口已不存在。",
    origin_not_allowed: "此页面不允许使用该客服入口。",
    identity_required: "请先登录,再联系客服。",
    identity_invalid: "无法确认您的身份,请重新登录。",
    identity_expired: "登录已过期,请重新加载页面。",
  },

  errors: {
    [ErrorCode.CLOSED]: "会话已结束。",
    [ErrorCode.WRONG_STATE]: "当前无法进行此操作。",
    [ErrorCode.FORBIDDEN]: "此处无法进行此操作。",
    [ErrorCode.TOO_LATE]: "已超过时限。",
    [ErrorCode.ANSWERED]: "已经回答过了。",
    [ErrorCode.BAD_VALUE]: "填写的内容有误。",
    [ErrorCode.TOO_LARGE]: "内容过大。",
    [ErrorCode.BLOCKED]: "您暂时无法发送消息。",
    [ErrorCode.NO_SUCH_GROUP]: "该客服组已不存在。",
    [ErrorCode.RATE]: "操作过于频繁,请稍候。",
  },
  error: "操作失败,请重试。",

  cards: CARD_WORDS["zh-CN"],
};

export type Language = "zh-CN" | "en";

export const WORDS: Readonly<Record<Language, Words>> = { "zh-CN": ZH, en: EN };

/** The language that a BCP 47 tag asks for; the first of several that is one of ours, else English. */
export function languageOf(...tags: readonly string[]): Language {
  for (const tag of tags) {
    if (/^zh\b/i.test(tag)) return "zh-CN";
    if (/^en\b/i.test(tag)) return "en";
  }
  return "en";
}

/** What an `ErrorCode` means to a visitor. */
export function errorIn(words: Words, code: number): string {
  return words.errors[code] ?? words.error;
}
