// The workbench in English; each part has its own.

import { ErrorCode } from "../../../gateway/web/sdk/index.ts";
import { EN as CONVERSATION } from "./conversation/words_en.ts";
import { EN as DIALOGS } from "./dialogs/words_en.ts";
import { EN as FIGURES } from "./figures/words_en.ts";
import { EN as HEAD } from "./head/words_en.ts";
import { EN as KEYS } from "./keys/words_en.ts";
import { EN as LAYOUT } from "./layout/words_en.ts";
import { EN as OFFERS } from "./offers/words_en.ts";
import { EN as PROFILE } from "./profile/words_en.ts";
import { EN as RECORDS } from "./records/words_en.ts";
import { EN as REMINDERS } from "./reminders/words_en.ts";
import { EN as REPLIES } from "./replies/words_en.ts";
import { EN as SESSIONS } from "./sessions/words_en.ts";
import { EN as SIDE } from "./side/words_en.ts";
import { EN as SIGN_IN } from "./sign_in/words_en.ts";

export const EN = {
  tag: "en" as string,
  yesterday: "yesterday",
  title: "Workbench",
  /** What a request was refused with, by `ErrorCode`. */
  errors: {
    [ErrorCode.FORBIDDEN]: "You may not do that.",
    [ErrorCode.NO_SUCH_SESSION]: "There is no such session.",
    [ErrorCode.CLOSED]: "The session is over.",
    [ErrorCode.WRONG_STATE]: "That cannot be done now.",
    [ErrorCode.NO_SUCH_GROUP]: "There is no such group.",
    [ErrorCode.NO_SUCH_OFFER]: "It rings here no more.",
    [ErrorCode.AGENT_FULL]: "That agent has no room for more.",
    [ErrorCode.AGENT_NOT_FREE]: "That agent takes no sessions now.",
    [ErrorCode.NO_SUCH_AGENT]: "There is no such agent.",
    [ErrorCode.BAD_VALUE]: "Something in it is not right.",
    [ErrorCode.TOO_LATE]: "It is too late for that.",
    [ErrorCode.NOT_YOURS]: "That is not yours.",
    [ErrorCode.TAGS_MISSING]: "Note a tag first, then end the session.",
    [ErrorCode.NO_SUCH_VISITOR]: "There is no such visitor.",
    [ErrorCode.BLOCKED]: "This visitor is blocked.",
    [ErrorCode.NOT_SET_UP]: "That is not set up here.",
    [ErrorCode.LIMIT_REACHED]: "There is no room for more.",
    [ErrorCode.NO_SUCH_REPLY]: "There is no such quick reply any more.",
    [ErrorCode.DECIDED]: "It was decided before.",
    [ErrorCode.NAME_TAKEN]: "Another one has that name.",
    [ErrorCode.NO_SUCH_ENTRY]: "That is not known any more.",
    [ErrorCode.RATE]: "That was too fast. Try again in a moment.",
  } as Readonly<Record<number, string>>,
  error: "That did not work. Please try again.",
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
