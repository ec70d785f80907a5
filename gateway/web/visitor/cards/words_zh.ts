// What cards say in Chinese.

import type { CardWords } from "./words_en.ts";

export const CARDS_ZH: CardWords = {
  chosen: "已选择",
  unknownKind: "当前版本无法显示这条消息。",
  submit: "提交",

  optional: "(选填)",
  example: (hint) => `例如:${hint}`,
  fieldProblems: {
    isMissing: "请填写此项。",
    isTooLong: "内容过长。",
    isOdd: "格式不正确。",
  },

  rating: "请评价我们的服务",
  wasSolved: "问题是否解决?",
  outcomes: { solved: "已解决", unsolved: "未解决" },
  comment: "其他意见(选填)",
  goodUntil: (when) => `${when} 前有效`,
  ratingOver: "评价已过期。",

  didItHelp: "这个回答有帮助吗?",
  helpful: "有帮助",
  unhelpful: "没有帮助",

  letterTitle: "暂时无人能回复。请留言,我们会尽快联系您。",
  letterText: "留言内容",
  letterContact: "电话或邮箱",
  letterSend: "提交留言",
  letterThanks: "感谢留言,我们会尽快联系您。",
  letterMore: "继续留言",

  place: (place) => `您排在第 ${place} 位。`,
  waitMinutes: (minutes) => `预计约 ${minutes} 分钟。`,

  image: "图片",
  openImage: (name) => `查看大图 ${name}`,
  closeImage: "关闭",
  download: "下载",
  notThere: "文件已不可用。",
  voice: "语音消息",
  video: "视频",
  order: "订单",
  product: "商品",

  uploads: "正在发送的文件",
  waitsToUpload: "等待中",
  uploading: (percent) => `${percent}%`,
  cancelUpload: (name) => `取消发送 ${name}`,
  retryUpload: (name) => `重新发送 ${name}`,
  cancel: "取消",
  retry: "重试",
  uploadFailed: "文件发送失败,请重试。",
  uploadProblems: {
    empty: "文件是空的。",
    request_entity_too_large: "文件过大。",
    type_not_allowed: "不支持发送此类文件。",
    type_mismatch: "文件内容与类型不符。",
    bad_image: "图片已损坏。",
    image_too_large: "图片像素过大。",
    hourly_quota: "发送的文件过多,请稍后再试。",
    too_many_transfers: "同时发送的文件过多,请稍候。",
    too_slow: "网络太慢,请重试。",
    storage_full: "存储空间已满,请用文字告诉我们。",
    closed: "会话已结束。",
  },
};
