// What the side panel says in English; the other language has the same keys.

import { WHY_EN } from "./why_words_en.ts";

export const EN = {
  // lengths of time
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (count: number) => `${count} h`,
  days: (count: number) => `${count} d`,
  dueIn: (span: string) => `due in ${span}`,
  overdue: (span: string) => `overdue by ${span}`,
  ago: (span: string) => `${span} ago`,

  // the panel
  panel: "About this session",
  tabs: { customer: "Customer", replies: "Answers", notes: "Session", history: "History", why: "Routing" },
  nothingChosen: "Choose a session to see who it is with.",
  loading: "Loading …",
  failed: "That could not be loaded.",
  refused: "You may not see that.",
  retry: "Try again",
  refresh: "Refresh",
  save: "Save",
  cancel: "Cancel",

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
  notYourCustomer: "What is known of this customer is shown to who serves the session, and to supervisors.",
  nothingWritten: "Nothing is written down about this customer yet.",
  blocked: "Blocked",
  blockedUntil: (when: string) => `until ${when}`,
  block: "Block",
  unblock: "End the block",
  blockReason: "Why; the customer is not told",
  blockSpan: "For",
  forEver: "ever",
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
  goods: "Orders and products",
  guests: "Also here",
  guestParts: {
    called: "is being called", consulted: "advises", watching: "watches", speaking: "speaks to the visitor",
    mentioned: "was mentioned",
  } as Readonly<Record<string, string>>,
  sendAway: (name: string) => `Send ${name} away`,
  invited: (by: string) => `invited by ${by}`,

  // earlier sessions
  earlier: "Earlier sessions",
  noEarlier: "No earlier sessions.",
  messages: (count: number) => (count === 1 ? "1 message" : `${count} messages`),
  more: "Show more",
  backToList: "Back to the list",
  roles: { visitor: "Visitor", agent: "Agent", robot: "Robot", system: "Service" } as Readonly<Record<string, string>>,
  bodies: {
    image: "[picture]", file: "[file]", voice: "[voice]", video: "[video]", recalled: "[taken back]", recall: "[taken back]",
    product: "[product]", order: "[order]", menu: "[menu]", form: "[form]", rating: "[rating]", selection: "[answer]",
  } as Readonly<Record<string, string>>,

  why: WHY_EN,
};

export type SideWords = typeof EN;
