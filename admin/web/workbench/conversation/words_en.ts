// The conversation in English; the other language has the same keys.

import type { Session } from "../../../../gateway/web/sdk/index.ts";
import type { Act } from "./model/acts.ts";
import type { Silence } from "./model/voice.ts";

export const EN = {
  choose: "Choose a session on the left.",
  label: "Conversation",
  stream: "Messages",

  // who is there
  states: {
    robot: "With the assistant", collecting: "Answers first questions", routing: "Being led", queued: "Waits in line",
    offered: "Rings", serving: "Served", message_left: "Left a message", closed: "Over",
  } as Readonly<Record<Session["state"], string>>,
  away: "Off line",
  here: "On line",
  since: (time: string) => `since ${time}`,
  length: (hours: number, minutes: number) => (hours ? `${hours} h ${minutes} min` : `${minutes} min`),
  robot: "Assistant",
  system: "Service",
  visitor: "Visitor",
  you: "You",

  // rooms
  rooms: "Rooms of this session",
  withVisitor: "Visitor",
  aside: (names: string) => `Aside: ${names}`,
  internal: (names: string) => `Among staff: ${names}`,
  alone: "nobody else",
  speakAside: "Speak aside",
  unseen: "The visitor does not see what is said here.",

  // messages
  today: "Today",
  newHere: "New",
  sending: "Sending",
  sent: "Sent",
  delivered: "Delivered",
  read: "Read",
  failed: "Not sent",
  retry: "Try again",
  discard: "Discard",
  recall: "Take back",
  recalledOwn: "You took a message back.",
  recalledOther: (name: string) => `${name} took a message back.`,
  typing: (name: string) => `${name} is typing`,
  preview: "Not sent yet",
  toTheEnd: "To the newest message",
  newMessages: (count: number) => (count === 1 ? "1 new message" : `${count} new messages`),
  loading: "Loading …",
  says: (name: string, text: string) => `${name}: ${text}`,
  kinds: {
    image: "[picture]", file: "[file]", voice: "[voice]", video: "[video]", product: "[product]",
    order: "[order]", menu: "[choice]", form: "[form]", rating: "[rating]", selection: "[answer]",
  } as Readonly<Record<string, string>>,

  // strips
  handover: (name: string) => `Handed over by ${name}`,
  leaving: (to: string) => `Being handed over to ${to}. It stays yours until somebody takes it.`,
  calls: (name: string) => `${name} asks you aside`,
  come: "Come",
  stayAway: "Not now",
  readOn: "Read what came since",

  // writing
  write: "Write to the visitor",
  writeAside: "Write to colleagues alone",
  hint: "Enter sends, Shift+Enter begins a line, # or / finds replies",
  send: "Send",
  attach: "Attach a file",
  emoji: "Emoji",
  dropHere: "Drop files to send them",
  silent: {
    ringing: "It rings. Accept it to answer.",
    called: "A colleague calls you. Come to speak with him aside.",
    mentioned: "A colleague has named you here. You can read along.",
    watching: "You follow this conversation. The visitor does not see you.",
    over: "This conversation is over.",
    left: "This conversation is not with you any more.",
    others: "You do not take part in this conversation.",
  } as Readonly<Record<Silence, string>>,

  // acts
  actsLabel: "What can be done",
  acts: {
    watch: "Only watch", whisper: "Whisper", barge: "Barge in", pull: "Take over",
    transfer: "Transfer", keep: "Keep it", consult: "Consult", mention: "Mention", copy: "Copy to",
    rate: "Invite rating", notes: "Notes", end: "End", leave: "Leave", dismiss: "Send away",
  } as Readonly<Record<Act, string>>,
  noRating: "The visitor was asked already, or cannot be asked yet.",
};
