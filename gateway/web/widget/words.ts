// What the launcher says, in the visitor's language.

export interface LauncherWords {
  readonly open: string;
  readonly close: string;
  readonly chat: string;
  unread(count: number): string;
}

const ENGLISH: LauncherWords = {
  open: "Open chat",
  close: "Close chat",
  chat: "Chat",
  unread: (count) => (count === 1 ? "1 unread message" : `${count} unread messages`),
};

const CHINESE: LauncherWords = {
  open: "打开在线客服",
  close: "收起在线客服",
  chat: "在线客服",
  unread: (count) => `${count} 条未读消息`,
};

/** `language`: as in BCP 47. */
export function launcherWords(language: string): LauncherWords {
  return /^zh\b/i.test(language) ? CHINESE : ENGLISH;
}
