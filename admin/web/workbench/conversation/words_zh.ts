// 会话区；各键与英文相同。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  choose: "请在左侧选择会话。",
  label: "会话",
  stream: "消息",

  states: {
    robot: "机器人接待中", collecting: "信息收集中", routing: "路由中", queued: "排队中",
    offered: "振铃中", serving: "接待中", message_left: "已留言", closed: "已结束",
  },
  away: "已离线",
  here: "在线",
  since: (time) => `${time} 开始`,
  length: (hours, minutes) => (hours ? `${hours} 小时 ${minutes} 分钟` : `${minutes} 分钟`),
  robot: "机器人",
  system: "系统",
  visitor: "访客",
  you: "我",

  rooms: "此会话的房间",
  withVisitor: "访客",
  aside: (names) => `侧聊：${names}`,
  internal: (names) => `内部会话：${names}`,
  alone: "没有其他人",
  unseen: "访客看不到此处的内容。",

  today: "今天",
  newHere: "以下为新消息",
  sending: "发送中",
  sent: "已发送",
  delivered: "已送达",
  read: "已读",
  failed: "未发送",
  retry: "重试",
  discard: "放弃",
  recall: "撤回",
  recalledOwn: "您撤回了一条消息。",
  recalledOther: (name) => `${name}撤回了一条消息。`,
  typing: (name) => `${name}正在输入`,
  preview: "尚未发送",
  toTheEnd: "到最新消息",
  newMessages: (count) => `${count} 条新消息`,
  loading: "加载中…",
  says: (name, text) => `${name}：${text}`,
  kinds: {
    image: "[图片]", file: "[文件]", voice: "[语音]", video: "[视频]", product: "[商品]",
    order: "[订单]", menu: "[选项]", form: "[表单]", rating: "[评价]", selection: "[回答]",
  },

  handover: (name) => `${name}转接给您`,
  leaving: (to) => `正在转接给${to}，对方接起之前仍由您接待。`,
  calls: (name) => `${name}请您协助`,
  come: "加入",
  stayAway: "暂不加入",
  readAlong: "查看会话",

  write: "回复访客",
  writeAside: "仅同事可见",
  hint: "Enter 发送，Shift+Enter 换行，# 或 / 查找常用语",
  send: "发送",
  attach: "发送文件",
  emoji: "表情",
  dropHere: "松开即可发送文件",
  silent: {
    ringing: "正在振铃，接起后即可回复。",
    called: "同事请您协助，加入后可与其侧聊。",
    mentioned: "同事在此提到了您，您可以查看会话。",
    watching: "您正在旁听，访客看不到您。",
    over: "会话已结束。",
    left: "会话已不由您接待。",
    others: "您未参与此会话。",
  },

  actsLabel: "会话操作",
  acts: {
    watch: "只旁听", whisper: "私下提醒", barge: "加入对话", pull: "接过来",
    transfer: "转接", keep: "取消转接", consult: "咨询同事", mention: "@同事", copy: "抄送",
    rate: "邀请评价", notes: "标签备注", end: "结束会话", leave: "离开", dismiss: "请其离开",
  },
  noRating: "已邀请过，或现在还不能邀请。",
};
