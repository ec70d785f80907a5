// 提醒，中文。

import type { EN } from "./words_en.ts";

export const ZH: typeof EN = {
  title: "提醒",
  texts: {
    offer: (name) => `${name} 正在振铃`,
    came: (name) => `${name} 已接入`,
    call: (name) => `同事请您协助与 ${name} 的会话`,
    mention: (name) => `有人在与 ${name} 的会话中@您`,
    message: (name) => name,
    unanswered: (name) => `${name} 正在等待您的回复`,
    autoTransfer: (name) => `${name} 等待过久，已转给其他客服`,
    handedOver: (name) => `${name} 转接给您`,
    transferRefused: (name) => `${name} 的转接被拒绝，会话仍由您接待`,
    transferExpired: (name) => `${name} 的转接无人应答，会话仍由您接待`,
    lapsed: (name) => `${name} 振铃未接，已转给其他客服`,
    letItRing: () => "振铃未接：重新上线前不再接入",
    statusSet: (name) => `${name} 设置了您的状态`,
    capacitySet: () => "您的同时接待数已更改",
  },
  open: "查看",
  dismiss: "关闭",
};
