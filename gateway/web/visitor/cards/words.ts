// What cards say, by language; both tables have the same keys.

export interface CardWords {
  readonly chosen: string;
  readonly unknownKind: string;
  readonly recalledByMe: string;
  readonly recalledByOther: string;
  readonly opensNewTab: string;
  readonly tooLate: string;
  readonly answered: string;
  readonly wrongValue: string;
  readonly tooOften: string;
  readonly notSent: string;
}

export const CARD_WORDS = {
  en: {
    chosen: "Chosen",
    unknownKind: "This version cannot show this message.",
    recalledByMe: "You took back a message",
    recalledByOther: "A message was taken back",
    opensNewTab: "opens in a new tab",
    tooLate: "It is too late for that.",
    answered: "This has been answered already.",
    wrongValue: "That was not accepted. Please check it.",
    tooOften: "That was a bit much. Please try again soon.",
    notSent: "That did not arrive. Please try again.",
  },
  "zh-CN": {
    chosen: "已选择",
    unknownKind: "当前版本无法显示这条消息。",
    recalledByMe: "你撤回了一条消息",
    recalledByOther: "对方撤回了一条消息",
    opensNewTab: "在新标签页打开",
    tooLate: "已经过了时间。",
    answered: "已经回答过了。",
    wrongValue: "内容未被接受,请检查。",
    tooOften: "操作太频繁,请稍后再试。",
    notSent: "没有送达,请重试。",
  },
} as const satisfies Record<string, CardWords>;
