// The head of the workbench in English.

import type { ReminderKind, ReminderWay } from "../model/preferences.ts";

export const EN = {
  /** As the agent reads his own status. */
  statuses: {
    free: "On duty", busy: "Full", arrange: "Wrapping up",
    not_ready: "Not ready", rest: "At rest", offline: "Off duty",
  },
  status: "My status",
  beFree: "On duty: take sessions",
  beNotReady: "Not ready: take no more",
  beOffline: "Off duty",
  rest: "Take a rest",
  restReasons: ["Meal", "Break", "Meeting", "Training"] as readonly string[],
  otherReason: "Another reason",
  restNow: "Rest",
  silent: "An offer rang unanswered",
  setBy: (name: string) => `set by ${name}`,
  /** Slots in use, and how many there are. */
  load: (load: number, capacity: number) => `${load} of ${capacity} sessions`,
  wrapUp: (left: string) => `${left} left`,
  lists: "Lists",
  followUps: "To follow up",
  messagesLeft: "Messages left",
  live: "Sessions and agents live",
  talk: "Talk to colleagues",
  initiate: "Write to a visitor",
  help: "Keyboard",
  settings: "Settings",
  language: "Language",
  theme: "Looks",
  themes: { "": "As the device", light: "Light", dark: "Dark" },
  reminders: "Remind me",
  kinds: {
    offer: "of offers and new sessions", message: "of messages", unanswered: "of who waits for a word",
    transfer: "of transfers", mention: "of mentions and calls",
  } as Readonly<Record<ReminderKind, string>>,
  ways: { sound: "Sound", popUp: "Pop-up", desktop: "Desktop" } as Readonly<Record<ReminderWay, string>>,
  allowDesktop: "Allow notes of the desktop",
  desktopDenied: "The browser does not allow notes of the desktop.",
  tryIt: "Try it",
  places: { desk: "Desk", records: "Records", figures: "My figures", profile: "My profile" },
  placesName: "Pages",
  leave: "Sign out",
  skip: "Skip to the conversation",
  goneIn: (seconds: number) => `Off duty in ${seconds} s.`,
  gone: "The service takes you for off duty by now.",
  banners: {
    connecting: "Connecting …",
    reconnecting: "The connection is gone. What you write is kept. Connecting again …",
    restored: "Connected again.",
  } as Readonly<Record<string, string>>,
};
