// Reminders in English.

import type { ReminderText } from "../model/reminders.ts";

export const EN = {
  title: "Reminders",
  texts: {
    offer: (name: string) => `${name} rings`,
    came: (name: string) => `${name} is with you now`,
    call: (name: string) => `A colleague asks you to join the session with ${name}`,
    mention: (name: string) => `You were mentioned in the session with ${name}`,
    message: (name: string) => name,
    unanswered: (name: string) => `${name} waits for your answer`,
    autoTransfer: (name: string) => `${name} waited too long and goes to a colleague`,
    handedOver: (name: string) => `${name} is handed over to you`,
    transferRefused: (name: string) => `Nobody took over ${name}: the session stays with you`,
    transferExpired: (name: string) => `Nobody answered for ${name}: the session stays with you`,
    lapsed: (name: string) => `${name} rang unanswered and goes to others`,
    letItRing: () => "You let an offer ring: none come until you are on duty again",
    statusSet: (name: string) => `${name} has set your status`,
    capacitySet: () => "You can serve another number of visitors at once now",
  } as Readonly<Record<ReminderText, (name: string) => string>>,
  open: "Open",
  dismiss: "Dismiss",
};
