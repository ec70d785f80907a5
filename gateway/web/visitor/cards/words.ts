// What cards say, by language; both tables have the same keys.

const EN = {
  chosen: "Chosen",
  unknownKind: "This version cannot show this message.",
  submit: "Send",

  // forms
  optional: "(optional)",
  example: (hint: string) => `For example: ${hint}`,
  fieldProblems: {
    isMissing: "Please fill this in.",
    isTooLong: "This is too long.",
    isOdd: "This does not look right.",
  },

  // ratings
  rating: "How was our service?",
  wasSolved: "Was it solved?",
  outcomes: { solved: "Solved", unsolved: "Not solved" },
  comment: "Anything else? (optional)",
  goodUntil: (when: string) => `Until ${when}`,
  ratingOver: "It can no longer be rated.",

  // the robot's answers
  didItHelp: "Did this answer help?",
  helpful: "This helped",
  unhelpful: "This did not help",

  // messages left
  letterTitle: "Nobody can answer right now. Leave a message, and we will get back to you.",
  letterText: "Your message",
  letterContact: "Telephone or e-mail",
  letterSend: "Leave message",
  letterThanks: "Thank you. We have your message and will get back to you.",
  letterMore: "Leave another message",

  // the line
  place: (place: number) => `You are number ${place} in line.`,
  waitMinutes: (minutes: number) => `About ${minutes} min.`,

  // files
  image: "Picture",
  openImage: (name: string) => `Show picture ${name} large`,
  closeImage: "Close",
  download: "Download",
  notThere: "This file is not available any more.",
  voice: "Voice message",
  video: "Video",
  order: "Order",
  product: "Product",

  // uploads
  uploads: "Files on their way",
  waitsToUpload: "Waiting",
  uploading: (percent: number) => `${percent} %`,
  cancelUpload: (name: string) => `Cancel ${name}`,
  retryUpload: (name: string) => `Send ${name} again`,
  cancel: "Cancel",
  retry: "Try again",
  uploadFailed: "The file could not be sent. Please try again.",
  uploadProblems: {
    empty: "The file is empty.",
    request_entity_too_large: "The file is too large.",
    type_not_allowed: "Files of this kind cannot be sent.",
    type_mismatch: "The file is not what its name says.",
    bad_image: "The picture is damaged.",
    image_too_large: "The picture has too many pixels.",
    hourly_quota: "You have sent a lot. Please wait a while.",
    too_many_transfers: "Too many files at once. Please wait a moment.",
    too_slow: "The connection is too slow. Please try again.",
    storage_full: "Our storage is full. Please tell us in words.",
    closed: "The conversation had ended.",
  } as Readonly<Record<string, string>>,
};

export type CardWords = typeof EN;

const ZH: CardWords = {
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

export const CARD_WORDS = { en: EN, "zh-CN": ZH };
