// triodesk for browsers and Node: what an application imports.

export { Agent, connectAgent, type AgentOptions, type Transferring } from "./agent.ts";
export type { AttachmentKind, Uploaded } from "./attachments.ts";
export { Conversation, type Selection } from "./conversation.ts";
export type { ClientEvent } from "./core/events.ts";
export { OutboxFull, type StoredSend } from "./core/outbox.ts";
export type { Delivery } from "./core/receipts.ts";
export { TooManyRequests } from "./core/requests.ts";
export type { SentBody } from "./core/terms.ts";
export { AskTimeout, Refused, Stopped, type Sent } from "./link.ts";
export { connectObserver, Observer } from "./observer.ts";
export { HttpRefused, HttpUnavailable } from "./problem.ts";
export { Unsendable } from "./shape.ts";
export { StaffTickets, type StaffTicketsOptions } from "./staff_tickets.ts";
export type { Given, TicketSource, TokenStore, VisitorProfile, VisitorTicketsOptions } from "./tickets.ts";
export { connectVisitor, Visitor } from "./visitor.ts";
export * from "./wire.ts";
