// What the page says in English; the other language has the same keys.

import { ErrorCode } from "../sdk/index.ts";

export const EN = {
  /** Of the page's `lang`. */
  tag: "en",

  // who is there
  robot: "Assistant",
  service: "Customer service",
  stateCollecting: "A few questions first",
  stateRobot: "The assistant answers",
  stateConnecting: "Connecting …",
  stateRefused: "Not available",
  states: {
    routing: "Finding somebody for you", queued: "You are in line", offered: "Calling somebody for you",
    message_left: "Nobody is here right now", closed: "Ended",
  } as Readonly<Record<string, string>>,
  serves: (name: string) => `${name} is with you`,

  // messages
  stream: "Messages",
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  notKept: "Only in this page: keep it open until this is sent.",
  failed: "Not sent",
  retry: "Try again",
  discard: "Discard",
  recall: "Take back",
  recalledOwn: "You took a message back",
  recalledOther: "A message was taken back",
  and: ", ",
  typing: (name: string) => `${name} is typing`,
  newMessages: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  unreadHere: "New",
  toTheEnd: "To the newest message",
  older: "Show earlier messages",
  loading: "Loading …",
  yesterday: "Yesterday",
  newSession: "New conversation",
  says: (name: string, text: string) => `${name}: ${text}`,
  you: "You",
  kinds: {
    image: "[picture]", file: "[file]", voice: "[voice]", video: "[video]", product: "[product]",
    order: "[order]", menu: "[choice]", form: "[form]", rating: "[rating]", selection: "[answer]",
  } as Readonly<Record<string, string>>,

  // writing
  write: "Write a message …",
  send: "Send",
  attach: "Attach a file",
  emoji: "Emoji",
  dropHere: "Drop files to send them",
  previewed: "Our staff can see what you type before you send it.",

  // menu
  menu: "More",
  acts: {
    askHuman: "Talk to a person", rate: "Rate this service", endService: "End service",
    leaveQueue: "Leave the line", close: "End conversation",
  },
  questions: {
    endService: "End the service by our staff?", leaveQueue: "Leave the line?", close: "End this conversation?",
  } as Readonly<Record<string, string>>,
  endYes: "Yes, end",
  endNo: "No, go on",
  language: "Language",
  theme: "Appearance",
  themeAuto: "As the device",
  themeLight: "Light",
  themeDark: "Dark",
  sound: "Sound",
  close: "Close",

  // the end
  ended: {
    client: "You ended this conversation.",
    seat: "This conversation was ended by our staff.",
    admin: "This conversation was ended by our staff.",
    timer: "This conversation ended because it was quiet for a while.",
  } as Readonly<Record<string, string>>,
  endedSomehow: "This conversation has ended.",
  startAnew: "Start a new conversation",

  // the connection
  banners: {
    connecting: "Connecting … What you send now goes out then.",
    reconnecting: "Connection lost. Reconnecting … What you send now goes out then.",
    restored: "Connected again",
    stopped: "The connection was closed.",
  } as Readonly<Record<string, string>>,
  reload: "Load again",
  missing: "Part of this page could not be loaded.",
  refusals: {
    unknown_channel: "This chat does not exist any more.",
    origin_not_allowed: "This chat may not be used on this page.",
    identity_required: "Please sign in to chat with us.",
    identity_invalid: "We could not recognise you. Please sign in again.",
    identity_expired: "Your sign-in is over. Please load the page again.",
  } as Readonly<Record<string, string>>,

  // what went wrong
  errors: {
    [ErrorCode.CLOSED]: "The conversation had ended.",
    [ErrorCode.WRONG_STATE]: "That is not possible right now.",
    [ErrorCode.FORBIDDEN]: "That is not possible here.",
    [ErrorCode.TOO_LATE]: "It is too late for that.",
    [ErrorCode.ANSWERED]: "It has been answered already.",
    [ErrorCode.BAD_VALUE]: "Something in it is not right.",
    [ErrorCode.TOO_LARGE]: "It is too large.",
    [ErrorCode.BLOCKED]: "You cannot write to us at the moment.",
    [ErrorCode.NO_SUCH_GROUP]: "That team does not exist any more.",
    [ErrorCode.RATE]: "Too many at once. Please wait a moment.",
  } as Readonly<Record<number, string>>,
  error: "That did not work. Please try again.",
};
