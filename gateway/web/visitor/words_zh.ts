// What the page says in Chinese.

import { ErrorCode } from "../sdk/index.ts";
import type { Words } from "./words.ts";

export const ZH: Words = {
  tag: "zh-CN",

  robot: "智能助手",
  service: "在线客服",
  stateCollecting: "请先回答几个问题",
  stateRobot: "智能助手为您服务",
  stateConnecting: "正在连接…",
  stateRefused: "暂时无法使用",
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
  notKept: "仅保存在此页面,发出前请勿关闭。",
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
  missing: "页面有一部分未能加载。",
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
};
