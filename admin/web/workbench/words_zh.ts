// 中文工作台；各部分有自己的词表。

import { ErrorCode } from "../../../gateway/web/sdk/index.ts";
import { ZH as CONVERSATION } from "./conversation/words_zh.ts";
import { ZH as DIALOGS } from "./dialogs/words_zh.ts";
import { ZH as FIGURES } from "./figures/words_zh.ts";
import { ZH as HEAD } from "./head/words_zh.ts";
import { ZH as KEYS } from "./keys/words_zh.ts";
import { ZH as LAYOUT } from "./layout/words_zh.ts";
import { ZH as OFFERS } from "./offers/words_zh.ts";
import { ZH as PROFILE } from "./profile/words_zh.ts";
import { ZH as RECORDS } from "./records/words_zh.ts";
import { ZH as REMINDERS } from "./reminders/words_zh.ts";
import { ZH as REPLIES } from "./replies/words_zh.ts";
import { ZH as SESSIONS } from "./sessions/words_zh.ts";
import { ZH as SIDE } from "./side/words_zh.ts";
import { ZH as SIGN_IN } from "./sign_in/words_zh.ts";
import type { Words } from "./words.ts";

export const ZH: Words = {
  tag: "zh-CN",
  yesterday: "昨天",
  title: "客服工作台",
  errors: {
    [ErrorCode.FORBIDDEN]: "您没有此操作的权限。",
    [ErrorCode.NO_SUCH_SESSION]: "没有这个会话。",
    [ErrorCode.CLOSED]: "会话已结束。",
    [ErrorCode.WRONG_STATE]: "现在不能这样操作。",
    [ErrorCode.NO_SUCH_GROUP]: "没有这个技能组。",
    [ErrorCode.NO_SUCH_OFFER]: "该会话已不再振铃。",
    [ErrorCode.AGENT_FULL]: "该客服接待已满。",
    [ErrorCode.AGENT_NOT_FREE]: "该客服现在不接待。",
    [ErrorCode.NO_SUCH_AGENT]: "没有这位客服。",
    [ErrorCode.BAD_VALUE]: "内容有误，请检查。",
    [ErrorCode.TOO_LATE]: "已超过可操作的时间。",
    [ErrorCode.NOT_YOURS]: "这不是您的。",
    [ErrorCode.TAGS_MISSING]: "请先添加标签，再结束会话。",
    [ErrorCode.NO_SUCH_VISITOR]: "没有这位访客。",
    [ErrorCode.BLOCKED]: "该访客已被拉黑。",
    [ErrorCode.NOT_SET_UP]: "此功能尚未设置。",
    [ErrorCode.LIMIT_REACHED]: "已达上限。",
    [ErrorCode.NO_SUCH_REPLY]: "这条常用语已不存在。",
    [ErrorCode.DECIDED]: "已经审核过了。",
    [ErrorCode.NAME_TAKEN]: "这个名称已经有了。",
    [ErrorCode.NO_SUCH_ENTRY]: "知识库里已没有这一条。",
    [ErrorCode.RATE]: "操作过快，请稍后再试。",
  },
  error: "操作未成功，请重试。",
  signIn: SIGN_IN,
  head: HEAD,
  sessions: SESSIONS,
  offers: OFFERS,
  reminders: REMINDERS,
  keys: KEYS,
  layout: LAYOUT,
  conversation: CONVERSATION,
  side: SIDE,
  dialogs: DIALOGS,
  replies: REPLIES,
  records: RECORDS,
  figures: FIGURES,
  profile: PROFILE,
};
