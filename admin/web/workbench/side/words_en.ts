// What the side panel says in English; the other language has the same keys.

import { WHY_EN } from "./why_words_en.ts";

export const EN = {
  // lengths of time
  seconds: (seconds: number) => `${seconds} s`,
  minutes: (minutes: number, seconds: number) => `${minutes} min ${seconds} s`,
  hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  days: (days: number, hours: number) => `${days} d ${hours} h`,
  dueIn: (span: string) => `due in ${span}`,
  overdue: (span: string) => `overdue by ${span}`,
  ago: (span: string) => `${span} ago`,

  // the panel
  panel: "About this session",
  tabs: { customer: "Customer", notes: "Session", history: "History", why: "Routing" },
  nothingChosen: "Choose a session to see who it is with.",
  loading: "Loading …",
  failed: "That could not be loaded.",
  retry: "Try again",
  refresh: "Refresh",
  save: "Save",
  cancel: "Cancel",
  saved: "Saved",
  notKnown: "Not known",

  // the customer
  edit: "Edit",
  nickname: "Name",
  phone: "Phone",
  email: "E-mail",
  language: "Language",
  level: "VIP level",
  levelOf: (level: number) => (level ? `VIP ${level}` : "none"),
  customerTags: "Customer tags",
  visitorId: "Visitor id",
  fields: "Other fields",
  fieldName: "Field",
  fieldValue: "Value",
  addField: "Add a field",
  dropField: (name: string) => `Remove ${name || "field"}`,
  replaces: (masked: string) => `${masked}: leave empty to keep it`,
  nothingWritten: "Nothing is written down about this customer yet.",
  blocked: "Blocked",
  blockedUntil: (when: string) => `until ${when}`,
  customerNotes: "Notes on the customer",
  noNotes: "No notes yet.",
  addNote: "Add note",
  newNote: "A note for everybody who serves this customer",

  // the session
  tags: "Tags",
  addTag: "Add a tag, Enter ends it",
  dropTag: (tag: string) => `Remove tag ${tag}`,
  needsTags: "It needs a tag before it can be ended.",
  outcome: "Outcome",
  outcomes: { "": "Not told", solved: "Solved", unsolved: "Unsolved" },
  remark: "Remark",
  remarkHint: "Whatever the next agent should know",
  followUp: "Follow up",
  followUpHint: "What is still to be done",
  due: "Due",
  noDue: "At no certain time",
  source: "Where the visitor comes from",
  channelName: "Channel",
  peerSource: "Before that",
  sourceRemark: "Remark",
  clientData: "Data of the page",
  variables: "Told in the form",
  contact: "Contact that was left",
  handover: (agent: string) => `Handed over by ${agent}`,
  guests: "Also here",
  noGuests: "Nobody else.",
  guestParts: {
    called: "is being called", consulted: "advises", watching: "watches", speaking: "speaks to the visitor",
    mentioned: "was mentioned",
  } as Readonly<Record<string, string>>,
  sendAway: (name: string) => `Send ${name} away`,
  invited: (by: string) => `invited by ${by}`,

  // earlier sessions
  earlier: "Earlier sessions",
  noEarlier: "No earlier sessions.",
  today: "This session",
  messages: (count: number) => (count === 1 ? "1 message" : `${count} messages`),
  more: "Show more",
  backToList: "Back to the list",
  search: "Search in the transcript",

  why: WHY_EN,
};

export type SideWords = typeof EN;
