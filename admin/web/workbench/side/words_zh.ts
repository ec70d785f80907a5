// What the side panel says in Chinese.

import { WHY_ZH } from "./why_words_zh.ts";
import type { SideWords } from "./words_en.ts";

export const ZH: SideWords = {
  // lengths of time
  seconds: (count) => `${count} 秒`,
  minutes: (count) => `${count} 分`,
  hours: (count) => `${count} 小时`,
  days: (count) => `${count} 天`,
  dueIn: (span) => `还有 ${span}`,
  overdue: (span) => `已过 ${span}`,
  ago: (span) => `${span}前`,

  // the panel
  panel: "会话信息",
  tabs: { customer: "客户", replies: "话术", notes: "会话", history: "历史", why: "分配" },
  nothingChosen: "选择一个会话，这里显示客户信息。",
  loading: "正在加载…",
  failed: "加载失败。",
  refused: "没有权限查看。",
  retry: "重试",
  refresh: "刷新",
  save: "保存",
  cancel: "取消",

  // the customer
  edit: "编辑",
  nickname: "称呼",
  phone: "电话",
  email: "邮箱",
  language: "语言",
  level: "VIP 等级",
  levelOf: (level) => (level ? `VIP ${level} 级` : "无"),
  customerTags: "客户标签",
  visitorId: "访客号",
  fields: "其他资料",
  fieldName: "名称",
  fieldValue: "内容",
  addField: "添加一项",
  dropField: (name) => `删除${name || "这一项"}`,
  replaces: (masked) => `${masked}：留空则不变`,
  nothingWritten: "这位客户还没有资料。",
  blocked: "已拉黑",
  blockedUntil: (when) => `到 ${when}`,
  block: "拉黑",
  unblock: "解除拉黑",
  blockReason: "原因（客户看不到）",
  blockSpan: "时长",
  forEver: "永久",
  customerNotes: "客户备注",
  noNotes: "还没有备注。",
  addNote: "添加备注",
  newNote: "写给以后接待这位客户的同事",

  // the session
  tags: "标签",
  addTag: "添加标签，回车确认",
  dropTag: (tag) => `删除标签 ${tag}`,
  needsTags: "结束前需要先加标签。",
  outcome: "结果",
  outcomes: { "": "未填写", solved: "已解决", unsolved: "未解决" },
  remark: "备注",
  remarkHint: "接手的同事需要知道的事",
  followUp: "待跟进",
  followUpHint: "还要做什么",
  due: "到期",
  noDue: "不定时间",
  source: "访客来源",
  channelName: "渠道",
  peerSource: "上一来源",
  sourceRemark: "备注",
  clientData: "页面参数",
  variables: "表单内容",
  contact: "留下的联系方式",
  handover: (agent) => `由 ${agent} 转来`,
  goods: "订单和商品",
  guests: "其他参与者",
  guestParts: {
    called: "正在呼叫", consulted: "协助中", watching: "旁听中", speaking: "已加入对话", mentioned: "被提到",
  },
  sendAway: (name) => `请 ${name} 离开`,
  invited: (by) => `由 ${by} 邀请`,

  // earlier sessions
  earlier: "历史会话",
  noEarlier: "没有历史会话。",
  messages: (count) => `${count} 条消息`,
  more: "显示更多",
  backToList: "返回列表",
  roles: { visitor: "访客", agent: "客服", robot: "机器人", system: "系统" },
  bodies: {
    image: "[图片]", file: "[文件]", voice: "[语音]", video: "[视频]", recalled: "[已撤回]", recall: "[已撤回]",
    product: "[商品]", order: "[订单]", menu: "[菜单]", form: "[表单]", rating: "[评价]", selection: "[回答]",
  },

  why: WHY_ZH,
};
