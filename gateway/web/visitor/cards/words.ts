// What cards say, by language; both tables have the same keys.

const EN = {
  chosen: "Chosen",
  unknownKind: "This version cannot show this message.",
};

export type CardWords = typeof EN;

const ZH: CardWords = {
  chosen: "已选择",
  unknownKind: "当前版本无法显示这条消息。",
};

export const CARD_WORDS = { en: EN, "zh-CN": ZH };
