// The wire of triodesk.v1.msgpack, made by `python -m gateway.wire.typescript`.
// gateway/PROTOCOL.md says what it all means.

import { bool, frame, int, kinds, list, nullable, part } from "./shape.ts";
import { record, sized, table, text, within } from "./shape.ts";

export const SUBPROTOCOL = "triodesk.v1.msgpack";
export const JSON_SUBPROTOCOL = "triodesk.v1.json";
export const PROTOCOL_MINOR = 16;
export const BATCH_TAG = 0;
export const MAX_BATCH_IN = 32;
export const MAX_TEXT_CHARS = 8000;
export const MAX_PREVIEW_CHARS = 200;
export const TYPING_RESEND_SECONDS = 3.0;

export const ErrorCode = {
  OK: 0,
  PROTOCOL: 100,
  UNKNOWN_TAG: 104,
  UNAUTHENTICATED: 200,
  FORBIDDEN: 203,
  NO_SUCH_SESSION: 300,
  CLOSED: 301,
  WRONG_STATE: 302,
  ID_CONFLICT: 305,
  NO_SUCH_GROUP: 306,
  NO_SUCH_OFFER: 307,
  AGENT_FULL: 308,
  AGENT_NOT_FREE: 309,
  NO_SUCH_AGENT: 310,
  BAD_VALUE: 311,
  NO_SUCH_MESSAGE: 312,
  TOO_LATE: 313,
  NOT_YOURS: 314,
  ANSWERED: 315,
  TAGS_MISSING: 320,
  NO_SUCH_VISITOR: 322,
  BLOCKED: 321,
  NOT_SET_UP: 323,
  NO_SUCH_CONTRIBUTION: 324,
  NO_SUCH_ENTRY: 325,
  DECIDED: 326,
  LIMIT_REACHED: 327,
  NO_SUCH_REPLY: 328,
  NAME_TAKEN: 329,
  RATE: 400,
  TOO_LARGE: 402,
  WINDOW: 403,
  OVERLOADED: 404,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export const CloseCode = {
  NORMAL: 1000,
  TOO_BIG: 1009,
  GOAWAY: 4000,
  HEARTBEAT: 4001,
  SLOW: 4002,
  TICKET_EXPIRED: 4003,
  INTERNAL: 4004,
  OVERLOADED: 4006,
  RATE: 4007,
  BAD_TICKET: 4500,
  PROTOCOL: 4501,
  NO_HELLO: 4502,
  REPLACED: 4503,
  VERSION: 4505,
} as const;

/** The same request, with the same id, may succeed later. */
export const TEMPORARY: readonly number[] = [ErrorCode.RATE, ErrorCode.WINDOW, ErrorCode.OVERLOADED, ErrorCode.INTERNAL, ErrorCode.UNAVAILABLE];

export interface ClientInfo {
  readonly name?: string;
  readonly version?: string;
  readonly language?: string;
}
export const CLIENT_INFO = /* @__PURE__ */ part<ClientInfo>([
  ["name", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["version", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["language", /* @__PURE__ */ sized(text, 0, 16), "zh-CN"],
]);

export interface Hello {
  readonly frame: "HELLO";
  readonly ticket: string;
  readonly client?: ClientInfo;
  readonly positions?: Record<string, number>;
  readonly minor?: number;
}
export const HELLO = /* @__PURE__ */ frame<Hello>(1, "HELLO", [
  ["ticket", /* @__PURE__ */ sized(text, 0, 8192)],
  ["client", CLIENT_INFO, ["", "", "zh-CN"]],
  ["positions", /* @__PURE__ */ sized(/* @__PURE__ */ table(int), 0, 200), {}],
  ["minor", int, 16],
]);

export interface Ping {
  readonly frame: "PING";
  readonly number: number;
}
export const PING = /* @__PURE__ */ frame<Ping>(3, "PING", [
  ["number", int],
]);

export interface Pong {
  readonly frame: "PONG";
  readonly number: number;
}
export const PONG = /* @__PURE__ */ frame<Pong>(4, "PONG", [
  ["number", int],
]);

export interface Open {
  readonly frame: "OPEN";
  readonly request: number;
  readonly operation: string;
  readonly group?: string;
  readonly channel?: string;
}
export const OPEN = /* @__PURE__ */ frame<Open>(12, "OPEN", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["group", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["channel", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface OrderField {
  readonly name: string;
  readonly value: string;
  readonly customer_value?: string;
}
export const ORDER_FIELD = /* @__PURE__ */ record<OrderField>("", [
  ["name", /* @__PURE__ */ sized(text, 1, 64)],
  ["value", /* @__PURE__ */ sized(text, 0, 200)],
  ["customer_value", /* @__PURE__ */ sized(text, 0, 200), ""],
]);

export interface OrderBody {
  readonly kind: "order";
  readonly name: string;
  readonly guide?: string;
  readonly desc?: string;
  readonly pic?: string;
  readonly fields?: readonly (OrderField)[];
}
export const ORDER_BODY = /* @__PURE__ */ record<OrderBody>("order", [
  ["name", /* @__PURE__ */ sized(text, 1, 200)],
  ["guide", /* @__PURE__ */ sized(text, 0, 200), ""],
  ["desc", /* @__PURE__ */ sized(text, 0, 1000), ""],
  ["pic", /* @__PURE__ */ sized(text, 0, 2048, /^https?:\/\/[^\s\x00-\x1f\x7f"'<>\\`]+$|^$/u), ""],
  ["fields", /* @__PURE__ */ sized(/* @__PURE__ */ list(ORDER_FIELD), 0, 20), []],
]);

export interface ProductBody {
  readonly kind: "product";
  readonly header: string;
  readonly url: string;
  readonly desc?: string;
  readonly pic?: string;
}
export const PRODUCT_BODY = /* @__PURE__ */ record<ProductBody>("product", [
  ["header", /* @__PURE__ */ sized(text, 1, 200)],
  ["url", /* @__PURE__ */ sized(text, 0, 2048, /^https?:\/\/[^\s\x00-\x1f\x7f"'<>\\`]+$/u)],
  ["desc", /* @__PURE__ */ sized(text, 0, 1000), ""],
  ["pic", /* @__PURE__ */ sized(text, 0, 2048, /^https?:\/\/[^\s\x00-\x1f\x7f"'<>\\`]+$|^$/u), ""],
]);

export interface VideoBody {
  readonly kind: "video";
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
  readonly duration_ms: number;
}
export const VIDEO_BODY = /* @__PURE__ */ record<VideoBody>("video", [
  ["id", /* @__PURE__ */ sized(text, 8, 1536, /^[A-Za-z0-9._-]{8,}$/u)],
  ["name", /* @__PURE__ */ sized(text, 1, 255, /^[^\/\\\x00-\x1f\x7f]+$/u)],
  ["type", /* @__PURE__ */ sized(text, 0, 127, /^video\/[a-z0-9][a-z0-9.+_-]*$/u)],
  ["size", /* @__PURE__ */ within(int, 1, 1073741824)],
  ["width", /* @__PURE__ */ within(int, 1, 65535)],
  ["height", /* @__PURE__ */ within(int, 1, 65535)],
  ["duration_ms", /* @__PURE__ */ within(int, 0, 86400000)],
]);

export interface VoiceBody {
  readonly kind: "voice";
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly duration_ms: number;
}
export const VOICE_BODY = /* @__PURE__ */ record<VoiceBody>("voice", [
  ["id", /* @__PURE__ */ sized(text, 8, 1536, /^[A-Za-z0-9._-]{8,}$/u)],
  ["name", /* @__PURE__ */ sized(text, 1, 255, /^[^\/\\\x00-\x1f\x7f]+$/u)],
  ["type", /* @__PURE__ */ sized(text, 0, 127, /^audio\/[a-z0-9][a-z0-9.+_-]*$/u)],
  ["size", /* @__PURE__ */ within(int, 1, 1073741824)],
  ["duration_ms", /* @__PURE__ */ within(int, 0, 86400000)],
]);

export interface FileBody {
  readonly kind: "file";
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
}
export const FILE_BODY = /* @__PURE__ */ record<FileBody>("file", [
  ["id", /* @__PURE__ */ sized(text, 8, 1536, /^[A-Za-z0-9._-]{8,}$/u)],
  ["name", /* @__PURE__ */ sized(text, 1, 255, /^[^\/\\\x00-\x1f\x7f]+$/u)],
  ["type", /* @__PURE__ */ sized(text, 0, 127, /^[a-z0-9][a-z0-9.+_-]*\/[a-z0-9][a-z0-9.+_-]*$/u)],
  ["size", /* @__PURE__ */ within(int, 1, 1073741824)],
]);

export interface ImageBody {
  readonly kind: "image";
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width: number;
  readonly height: number;
}
export const IMAGE_BODY = /* @__PURE__ */ record<ImageBody>("image", [
  ["id", /* @__PURE__ */ sized(text, 8, 1536, /^[A-Za-z0-9._-]{8,}$/u)],
  ["name", /* @__PURE__ */ sized(text, 1, 255, /^[^\/\\\x00-\x1f\x7f]+$/u)],
  ["type", /* @__PURE__ */ sized(text, 0, 127, /^image\/[a-z0-9][a-z0-9.+_-]*$/u)],
  ["size", /* @__PURE__ */ within(int, 1, 1073741824)],
  ["width", /* @__PURE__ */ within(int, 1, 65535)],
  ["height", /* @__PURE__ */ within(int, 1, 65535)],
]);

export interface MarkdownBody {
  readonly kind: "markdown";
  readonly text: string;
}
export const MARKDOWN_BODY = /* @__PURE__ */ record<MarkdownBody>("markdown", [
  ["text", /* @__PURE__ */ sized(text, 1, 8000)],
]);

export interface TextBody {
  readonly kind: "text";
  readonly text: string;
}
export const TEXT_BODY = /* @__PURE__ */ record<TextBody>("text", [
  ["text", /* @__PURE__ */ sized(text, 1, 8000)],
]);

export interface Send {
  readonly frame: "SEND";
  readonly request: number;
  readonly session: string;
  readonly room: string;
  readonly cid: string;
  readonly body: TextBody | MarkdownBody | ImageBody | FileBody | VoiceBody | VideoBody | ProductBody | OrderBody;
}
export const SEND = /* @__PURE__ */ frame<Send>(20, "SEND", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["room", /* @__PURE__ */ sized(text, 1, 64)],
  ["cid", /* @__PURE__ */ sized(text, 1, 64)],
  ["body", /* @__PURE__ */ kinds([TEXT_BODY, MARKDOWN_BODY, IMAGE_BODY, FILE_BODY, VOICE_BODY, VIDEO_BODY, PRODUCT_BODY, ORDER_BODY])],
]);

export interface Read {
  readonly frame: "READ";
  readonly session: string;
  readonly room: string;
  readonly delivered: number;
  readonly read?: number;
}
export const READ = /* @__PURE__ */ frame<Read>(21, "READ", [
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["room", /* @__PURE__ */ sized(text, 1, 64)],
  ["delivered", int],
  ["read", int, 0],
]);

export interface SetTyping {
  readonly frame: "SET_TYPING";
  readonly session: string;
  readonly room: string;
  readonly is_typing: boolean;
  readonly after?: number;
  readonly preview?: string;
}
export const SET_TYPING = /* @__PURE__ */ frame<SetTyping>(22, "SET_TYPING", [
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["room", /* @__PURE__ */ sized(text, 1, 64)],
  ["is_typing", bool],
  ["after", int, 0],
  ["preview", /* @__PURE__ */ sized(text, 0, 200), ""],
]);

export interface Sync {
  readonly frame: "SYNC";
  readonly positions: Record<string, number>;
}
export const SYNC = /* @__PURE__ */ frame<Sync>(23, "SYNC", [
  ["positions", /* @__PURE__ */ sized(/* @__PURE__ */ table(int), 0, 200)],
]);

export interface SetStatus {
  readonly frame: "SET_STATUS";
  readonly request: number;
  readonly operation: string;
  readonly status: "free" | "not_ready" | "offline" | "rest";
  readonly reason?: string;
}
export const SET_STATUS = /* @__PURE__ */ frame<SetStatus>(25, "SET_STATUS", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["status", text],
  ["reason", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface Close {
  readonly frame: "CLOSE";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
}
export const CLOSE = /* @__PURE__ */ frame<Close>(26, "CLOSE", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Accept {
  readonly frame: "ACCEPT";
  readonly request: number;
  readonly session: string;
  readonly offer: string;
  readonly operation: string;
}
export const ACCEPT = /* @__PURE__ */ frame<Accept>(27, "ACCEPT", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["offer", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Decline {
  readonly frame: "DECLINE";
  readonly request: number;
  readonly session: string;
  readonly offer: string;
  readonly operation: string;
}
export const DECLINE = /* @__PURE__ */ frame<Decline>(28, "DECLINE", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["offer", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Transfer {
  readonly frame: "TRANSFER";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly group?: string;
  readonly agent?: string;
  readonly note?: string;
}
export const TRANSFER = /* @__PURE__ */ frame<Transfer>(29, "TRANSFER", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["group", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["agent", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["note", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface CancelTransfer {
  readonly frame: "CANCEL_TRANSFER";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
}
export const CANCEL_TRANSFER = /* @__PURE__ */ frame<CancelTransfer>(30, "CANCEL_TRANSFER", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Assign {
  readonly frame: "ASSIGN";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly agent?: string;
}
export const ASSIGN = /* @__PURE__ */ frame<Assign>(31, "ASSIGN", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["agent", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface SetAgent {
  readonly frame: "SET_AGENT";
  readonly request: number;
  readonly agent: string;
  readonly operation: string;
  readonly status?: "free" | "not_ready" | "offline" | "rest" | "";
  readonly capacity?: number;
}
export const SET_AGENT = /* @__PURE__ */ frame<SetAgent>(32, "SET_AGENT", [
  ["request", int],
  ["agent", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["status", text, ""],
  ["capacity", /* @__PURE__ */ within(int, 0, 1000), 0],
]);

export interface GetColleagues {
  readonly frame: "GET_COLLEAGUES";
  readonly request: number;
  readonly group: string;
}
export const GET_COLLEAGUES = /* @__PURE__ */ frame<GetColleagues>(33, "GET_COLLEAGUES", [
  ["request", int],
  ["group", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface GetQueue {
  readonly frame: "GET_QUEUE";
  readonly request: number;
  readonly group: string;
}
export const GET_QUEUE = /* @__PURE__ */ frame<GetQueue>(34, "GET_QUEUE", [
  ["request", int],
  ["group", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface GetWhy {
  readonly frame: "GET_WHY";
  readonly request: number;
  readonly session: string;
}
export const GET_WHY = /* @__PURE__ */ frame<GetWhy>(35, "GET_WHY", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Annotate {
  readonly frame: "ANNOTATE";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly note: "follow_up" | "outcome" | "rating" | "remark" | "tag";
  readonly value: string;
  readonly due?: number;
}
export const ANNOTATE = /* @__PURE__ */ frame<Annotate>(36, "ANNOTATE", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["note", text],
  ["value", /* @__PURE__ */ sized(text, 0, 500)],
  ["due", int, 0],
]);

export interface GetFollowUps {
  readonly frame: "GET_FOLLOW_UPS";
  readonly request: number;
}
export const GET_FOLLOW_UPS = /* @__PURE__ */ frame<GetFollowUps>(78, "GET_FOLLOW_UPS", [
  ["request", int],
]);

export interface Initiate {
  readonly frame: "INITIATE";
  readonly request: number;
  readonly operation: string;
  readonly visitor: string;
  readonly text: string;
  readonly channel?: string;
  readonly group?: string;
}
export const INITIATE = /* @__PURE__ */ frame<Initiate>(76, "INITIATE", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["visitor", /* @__PURE__ */ sized(text, 1, 64)],
  ["text", /* @__PURE__ */ sized(text, 1, 8000)],
  ["channel", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["group", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface LeaveMessage {
  readonly frame: "LEAVE_MESSAGE";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly text: string;
  readonly contact?: string;
}
export const LEAVE_MESSAGE = /* @__PURE__ */ frame<LeaveMessage>(77, "LEAVE_MESSAGE", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["text", /* @__PURE__ */ sized(text, 1, 8000)],
  ["contact", /* @__PURE__ */ sized(text, 0, 254), ""],
]);

export interface GetMessagesLeft {
  readonly frame: "GET_MESSAGES_LEFT";
  readonly request: number;
  readonly group: string;
}
export const GET_MESSAGES_LEFT = /* @__PURE__ */ frame<GetMessagesLeft>(91, "GET_MESSAGES_LEFT", [
  ["request", int],
  ["group", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface GetCustomer {
  readonly frame: "GET_CUSTOMER";
  readonly request: number;
  readonly session?: string;
  readonly visitor?: string;
}
export const GET_CUSTOMER = /* @__PURE__ */ frame<GetCustomer>(80, "GET_CUSTOMER", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["visitor", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface CustomerField {
  readonly name: string;
  readonly value: string;
}
export const CUSTOMER_FIELD = /* @__PURE__ */ part<CustomerField>([
  ["name", /* @__PURE__ */ sized(text, 0, 64)],
  ["value", /* @__PURE__ */ sized(text, 0, 254)],
]);

export interface ChangeCustomer {
  readonly frame: "CHANGE_CUSTOMER";
  readonly request: number;
  readonly operation: string;
  readonly session?: string;
  readonly visitor?: string;
  readonly nickname?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly language?: string | null;
  readonly fields?: readonly (CustomerField)[] | null;
  readonly tags?: readonly (string)[] | null;
  readonly level?: number | null;
  readonly note?: string;
  readonly block_reason?: string;
  readonly block_until?: number;
  readonly unblock?: boolean;
}
export const CHANGE_CUSTOMER = /* @__PURE__ */ frame<ChangeCustomer>(90, "CHANGE_CUSTOMER", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["session", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["visitor", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["nickname", /* @__PURE__ */ nullable(/* @__PURE__ */ sized(text, 0, 254)), null],
  ["phone", /* @__PURE__ */ nullable(/* @__PURE__ */ sized(text, 0, 254)), null],
  ["email", /* @__PURE__ */ nullable(/* @__PURE__ */ sized(text, 0, 254)), null],
  ["language", /* @__PURE__ */ nullable(/* @__PURE__ */ sized(text, 0, 254)), null],
  ["fields", /* @__PURE__ */ nullable(/* @__PURE__ */ sized(/* @__PURE__ */ list(CUSTOMER_FIELD), 0, 20)), null],
  ["tags", /* @__PURE__ */ nullable(/* @__PURE__ */ sized(/* @__PURE__ */ list(/* @__PURE__ */ sized(text, 1, 64)), 0, 20)), null],
  ["level", /* @__PURE__ */ nullable(int), null],
  ["note", /* @__PURE__ */ sized(text, 0, 500), ""],
  ["block_reason", /* @__PURE__ */ sized(text, 0, 500), ""],
  ["block_until", int, 0],
  ["unblock", bool, false],
]);

export interface Contribute {
  readonly frame: "CONTRIBUTE";
  readonly request: number;
  readonly operation: string;
  readonly question: string;
  readonly answer: string;
  readonly note?: string;
}
export const CONTRIBUTE = /* @__PURE__ */ frame<Contribute>(100, "CONTRIBUTE", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["question", /* @__PURE__ */ sized(text, 1, 200)],
  ["answer", /* @__PURE__ */ sized(text, 1, 4000)],
  ["note", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface GetContributions {
  readonly frame: "GET_CONTRIBUTIONS";
  readonly request: number;
  readonly state?: "" | "approved" | "rejected" | "waiting";
  readonly by?: string;
  readonly before?: number;
}
export const GET_CONTRIBUTIONS = /* @__PURE__ */ frame<GetContributions>(101, "GET_CONTRIBUTIONS", [
  ["request", int],
  ["state", text, ""],
  ["by", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["before", int, 0],
]);

export interface DecideContribution {
  readonly frame: "DECIDE_CONTRIBUTION";
  readonly request: number;
  readonly operation: string;
  readonly number: number;
  readonly is_approved: boolean;
  readonly reason?: string;
}
export const DECIDE_CONTRIBUTION = /* @__PURE__ */ frame<DecideContribution>(102, "DECIDE_CONTRIBUTION", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["number", /* @__PURE__ */ within(int, 1)],
  ["is_approved", bool],
  ["reason", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface GetNews {
  readonly frame: "GET_NEWS";
  readonly request: number;
  readonly is_unread?: boolean;
  readonly after?: string;
  readonly limit?: number;
}
export const GET_NEWS = /* @__PURE__ */ frame<GetNews>(103, "GET_NEWS", [
  ["request", int],
  ["is_unread", bool, false],
  ["after", /* @__PURE__ */ sized(text, 0, 128), ""],
  ["limit", /* @__PURE__ */ within(int, 1, 100), 100],
]);

export interface MarkNews {
  readonly frame: "MARK_NEWS";
  readonly request: number;
  readonly version: number;
  readonly entries?: readonly (string)[];
}
export const MARK_NEWS = /* @__PURE__ */ frame<MarkNews>(104, "MARK_NEWS", [
  ["request", int],
  ["version", /* @__PURE__ */ within(int, 1)],
  ["entries", /* @__PURE__ */ sized(/* @__PURE__ */ list(/* @__PURE__ */ sized(text, 1, 64)), 0, 100), []],
]);

export interface GetEntry {
  readonly frame: "GET_ENTRY";
  readonly request: number;
  readonly entry: string;
}
export const GET_ENTRY = /* @__PURE__ */ frame<GetEntry>(105, "GET_ENTRY", [
  ["request", int],
  ["entry", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface SearchKnowledge {
  readonly frame: "SEARCH_KNOWLEDGE";
  readonly request: number;
  readonly text?: string;
  readonly channel?: string;
  readonly limit?: number;
}
export const SEARCH_KNOWLEDGE = /* @__PURE__ */ frame<SearchKnowledge>(106, "SEARCH_KNOWLEDGE", [
  ["request", int],
  ["text", /* @__PURE__ */ sized(text, 0, 500), ""],
  ["channel", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["limit", /* @__PURE__ */ within(int, 1, 20), 20],
]);

export interface GetQuickReplies {
  readonly frame: "GET_QUICK_REPLIES";
  readonly request: number;
  readonly after?: string;
}
export const GET_QUICK_REPLIES = /* @__PURE__ */ frame<GetQuickReplies>(120, "GET_QUICK_REPLIES", [
  ["request", int],
  ["after", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface PutQuickReply {
  readonly frame: "PUT_QUICK_REPLY";
  readonly request: number;
  readonly operation: string;
  readonly reply: string;
  readonly is_shared: boolean;
  readonly category: string;
  readonly title: string;
  readonly text: string;
}
export const PUT_QUICK_REPLY = /* @__PURE__ */ frame<PutQuickReply>(121, "PUT_QUICK_REPLY", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["reply", /* @__PURE__ */ sized(text, 0, 64)],
  ["is_shared", bool],
  ["category", /* @__PURE__ */ sized(text, 0, 40)],
  ["title", /* @__PURE__ */ sized(text, 1, 60)],
  ["text", /* @__PURE__ */ sized(text, 1, 2000)],
]);

export interface DropQuickReply {
  readonly frame: "DROP_QUICK_REPLY";
  readonly request: number;
  readonly operation: string;
  readonly reply: string;
  readonly is_shared: boolean;
}
export const DROP_QUICK_REPLY = /* @__PURE__ */ frame<DropQuickReply>(122, "DROP_QUICK_REPLY", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["reply", /* @__PURE__ */ sized(text, 1, 64)],
  ["is_shared", bool],
]);

export interface EndService {
  readonly frame: "END_SERVICE";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
}
export const END_SERVICE = /* @__PURE__ */ frame<EndService>(37, "END_SERVICE", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Select {
  readonly frame: "SELECT";
  readonly request: number;
  readonly session: string;
  readonly number: number;
  readonly operation: string;
  readonly option?: string;
  readonly values?: Record<string, string>;
  readonly outcome?: "" | "solved" | "unsolved";
  readonly comment?: string;
}
export const SELECT = /* @__PURE__ */ frame<Select>(70, "SELECT", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["number", /* @__PURE__ */ within(int, 1)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["option", /* @__PURE__ */ sized(text, 0, 64), ""],
  ["values", /* @__PURE__ */ sized(/* @__PURE__ */ table(/* @__PURE__ */ sized(text, 0, 200)), 0, 20), {}],
  ["outcome", text, ""],
  ["comment", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface InviteRating {
  readonly frame: "INVITE_RATING";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
}
export const INVITE_RATING = /* @__PURE__ */ frame<InviteRating>(71, "INVITE_RATING", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface AskHuman {
  readonly frame: "ASK_HUMAN";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
}
export const ASK_HUMAN = /* @__PURE__ */ frame<AskHuman>(72, "ASK_HUMAN", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface RateAnswer {
  readonly frame: "RATE_ANSWER";
  readonly request: number;
  readonly session: string;
  readonly number: number;
  readonly operation: string;
  readonly is_helpful: boolean;
}
export const RATE_ANSWER = /* @__PURE__ */ frame<RateAnswer>(73, "RATE_ANSWER", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["number", /* @__PURE__ */ within(int, 1)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["is_helpful", bool],
]);

export interface GetHistory {
  readonly frame: "GET_HISTORY";
  readonly request: number;
  readonly session: string;
  readonly before?: number;
  readonly limit?: number;
}
export const GET_HISTORY = /* @__PURE__ */ frame<GetHistory>(38, "GET_HISTORY", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["before", int, 0],
  ["limit", /* @__PURE__ */ within(int, 1, 100), 50],
]);

export interface GetSessions {
  readonly frame: "GET_SESSIONS";
  readonly request: number;
  readonly group: string;
}
export const GET_SESSIONS = /* @__PURE__ */ frame<GetSessions>(60, "GET_SESSIONS", [
  ["request", int],
  ["group", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface WatchDashboard {
  readonly frame: "WATCH_DASHBOARD";
  readonly request: number;
}
export const WATCH_DASHBOARD = /* @__PURE__ */ frame<WatchDashboard>(130, "WATCH_DASHBOARD", [
  ["request", int],
]);

export interface GetTrend {
  readonly frame: "GET_TREND";
  readonly request: number;
  readonly group?: string;
}
export const GET_TREND = /* @__PURE__ */ frame<GetTrend>(131, "GET_TREND", [
  ["request", int],
  ["group", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface Recall {
  readonly frame: "RECALL";
  readonly request: number;
  readonly session: string;
  readonly number: number;
  readonly operation: string;
}
export const RECALL = /* @__PURE__ */ frame<Recall>(39, "RECALL", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["number", /* @__PURE__ */ within(int, 1)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface Consult {
  readonly frame: "CONSULT";
  readonly request: number;
  readonly session: string;
  readonly agent: string;
  readonly operation: string;
  readonly note?: string;
}
export const CONSULT = /* @__PURE__ */ frame<Consult>(62, "CONSULT", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["agent", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["note", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface AnswerCall {
  readonly frame: "ANSWER_CALL";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly is_accepted: boolean;
}
export const ANSWER_CALL = /* @__PURE__ */ frame<AnswerCall>(63, "ANSWER_CALL", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["is_accepted", bool],
]);

export interface Watch {
  readonly frame: "WATCH";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly how?: "speak" | "watch" | "whisper";
  readonly is_hidden?: boolean;
}
export const WATCH = /* @__PURE__ */ frame<Watch>(64, "WATCH", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["how", text, "watch"],
  ["is_hidden", bool, false],
]);

export interface Leave {
  readonly frame: "LEAVE";
  readonly request: number;
  readonly session: string;
  readonly operation: string;
  readonly agent?: string;
}
export const LEAVE = /* @__PURE__ */ frame<Leave>(65, "LEAVE", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["agent", /* @__PURE__ */ sized(text, 0, 64), ""],
]);

export interface Mention {
  readonly frame: "MENTION";
  readonly request: number;
  readonly session: string;
  readonly agent: string;
  readonly text: string;
  readonly operation: string;
}
export const MENTION = /* @__PURE__ */ frame<Mention>(66, "MENTION", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["agent", /* @__PURE__ */ sized(text, 1, 64)],
  ["text", /* @__PURE__ */ sized(text, 1, 500)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
]);

export interface SendCopy {
  readonly frame: "SEND_COPY";
  readonly request: number;
  readonly session: string;
  readonly kind: "mail" | "webhook";
  readonly address: string;
  readonly operation: string;
  readonly note?: string;
}
export const SEND_COPY = /* @__PURE__ */ frame<SendCopy>(67, "SEND_COPY", [
  ["request", int],
  ["session", /* @__PURE__ */ sized(text, 1, 64)],
  ["kind", text],
  ["address", /* @__PURE__ */ sized(text, 1, 254)],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["note", /* @__PURE__ */ sized(text, 0, 500), ""],
]);

export interface Talk {
  readonly frame: "TALK";
  readonly request: number;
  readonly operation: string;
  readonly agents: readonly (string)[];
}
export const TALK = /* @__PURE__ */ frame<Talk>(68, "TALK", [
  ["request", int],
  ["operation", /* @__PURE__ */ sized(text, 1, 64)],
  ["agents", /* @__PURE__ */ sized(/* @__PURE__ */ list(/* @__PURE__ */ sized(text, 1, 64)), 1, 15)],
]);

export interface Limits {
  readonly heartbeat_ms: number;
  readonly max_frame_bytes: number;
  readonly window: number;
  readonly max_text_chars: number;
  readonly frames_per_second: number;
  readonly burst_frames: number;
}
export const LIMITS = /* @__PURE__ */ part<Limits>([
  ["heartbeat_ms", int],
  ["max_frame_bytes", int],
  ["window", int],
  ["max_text_chars", int],
  ["frames_per_second", int, 0],
  ["burst_frames", int, 0],
]);

export interface Welcome {
  readonly frame: "WELCOME";
  readonly connection: string;
  readonly role: "agent" | "observer" | "supervisor" | "visitor";
  readonly principal: string;
  readonly server_ms: number;
  readonly limits: Limits;
  readonly minor: number;
  readonly typing_preview: boolean;
  readonly name: string;
}
export const WELCOME = /* @__PURE__ */ frame<Welcome>(2, "WELCOME", [
  ["connection", text],
  ["role", text],
  ["principal", text],
  ["server_ms", int],
  ["limits", LIMITS],
  ["minor", int, 16],
  ["typing_preview", bool, false],
  ["name", text, ""],
]);

export interface GoAway {
  readonly frame: "GO_AWAY";
  readonly code: number;
  readonly retry_ms: number;
}
export const GO_AWAY = /* @__PURE__ */ frame<GoAway>(6, "GO_AWAY", [
  ["code", int],
  ["retry_ms", int],
]);

export interface Err {
  readonly frame: "ERR";
  readonly code: number;
  readonly text: string;
  readonly retry_ms: number;
}
export const ERR = /* @__PURE__ */ frame<Err>(7, "ERR", [
  ["code", int],
  ["text", text],
  ["retry_ms", int, 0],
]);

export interface Res {
  readonly frame: "RES";
  readonly request: number;
  readonly code: number;
  readonly session: string;
  readonly number: number;
  readonly at: number;
  readonly is_repeat: boolean;
  readonly text: string;
  readonly retry_ms: number;
}
export const RES = /* @__PURE__ */ frame<Res>(11, "RES", [
  ["request", int],
  ["code", int],
  ["session", text, ""],
  ["number", int, 0],
  ["at", int, 0],
  ["is_repeat", bool, false],
  ["text", text, ""],
  ["retry_ms", int, 0],
]);

export interface UnknownBody {
  readonly kind: "unknown";
  readonly name: string;
}
export const UNKNOWN_BODY = /* @__PURE__ */ record<UnknownBody>("unknown", [
  ["name", text],
]);

export interface FilledField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly option: string;
}
export const FILLED_FIELD = /* @__PURE__ */ record<FilledField>("", [
  ["name", text],
  ["label", text],
  ["value", text],
  ["option", text, ""],
]);

export interface SelectionBody {
  readonly kind: "selection";
  readonly number: number;
  readonly option: string;
  readonly text: string;
  readonly fields: readonly (FilledField)[];
  readonly outcome: "" | "solved" | "unsolved";
  readonly comment: string;
}
export const SELECTION_BODY = /* @__PURE__ */ record<SelectionBody>("selection", [
  ["number", int],
  ["option", text, ""],
  ["text", text, ""],
  ["fields", /* @__PURE__ */ list(FILLED_FIELD), []],
  ["outcome", text, ""],
  ["comment", text, ""],
]);

export interface MenuOption {
  readonly id: string;
  readonly text: string;
  readonly desc: string;
}
export const MENU_OPTION = /* @__PURE__ */ record<MenuOption>("", [
  ["id", text],
  ["text", text],
  ["desc", text, ""],
]);

export interface RatingBody {
  readonly kind: "rating";
  readonly id: string;
  readonly head: string;
  readonly levels: readonly (MenuOption)[];
  readonly type: "number" | "star";
  readonly hours: number;
  readonly expires: number;
}
export const RATING_BODY = /* @__PURE__ */ record<RatingBody>("rating", [
  ["id", text],
  ["head", text],
  ["levels", /* @__PURE__ */ list(MENU_OPTION)],
  ["type", text],
  ["hours", int],
  ["expires", int],
]);

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (MenuOption)[];
  readonly required: boolean;
  readonly pattern: string;
  readonly hint: string;
}
export const FORM_FIELD = /* @__PURE__ */ record<FormField>("", [
  ["name", text],
  ["label", text],
  ["options", /* @__PURE__ */ list(MENU_OPTION), []],
  ["required", bool, true],
  ["pattern", text, ""],
  ["hint", text, ""],
]);

export interface FormBody {
  readonly kind: "form";
  readonly title: string;
  readonly fields: readonly (FormField)[];
}
export const FORM_BODY = /* @__PURE__ */ record<FormBody>("form", [
  ["title", text],
  ["fields", /* @__PURE__ */ list(FORM_FIELD)],
]);

export interface MenuBody {
  readonly kind: "menu";
  readonly title: string;
  readonly options: readonly (MenuOption)[];
  readonly tail: string;
  readonly text: string;
  readonly purpose: "" | "clarify" | "welcome";
}
export const MENU_BODY = /* @__PURE__ */ record<MenuBody>("menu", [
  ["title", text],
  ["options", /* @__PURE__ */ list(MENU_OPTION)],
  ["tail", text, ""],
  ["text", text, ""],
  ["purpose", text, ""],
]);

export interface RecalledBody {
  readonly kind: "recalled";
}
export const RECALLED_BODY = /* @__PURE__ */ record<RecalledBody>("recalled", [
]);

export interface RecallBody {
  readonly kind: "recall";
  readonly number: number;
}
export const RECALL_BODY = /* @__PURE__ */ record<RecallBody>("recall", [
  ["number", int],
]);

export interface Message {
  readonly frame: "MESSAGE";
  readonly session: string;
  readonly room: string;
  readonly number: number;
  readonly role: "agent" | "robot" | "system" | "visitor";
  readonly sender: string;
  readonly name: string;
  readonly body: TextBody | MarkdownBody | ImageBody | FileBody | VoiceBody | VideoBody | ProductBody | OrderBody | RecallBody | RecalledBody | MenuBody | FormBody | RatingBody | SelectionBody | UnknownBody;
  readonly at: number;
  readonly cid: string;
  readonly is_answer: boolean;
}
export const MESSAGE = /* @__PURE__ */ frame<Message>(40, "MESSAGE", [
  ["session", text],
  ["room", text],
  ["number", int],
  ["role", text],
  ["sender", text],
  ["name", text],
  ["body", /* @__PURE__ */ kinds([TEXT_BODY, MARKDOWN_BODY, IMAGE_BODY, FILE_BODY, VOICE_BODY, VIDEO_BODY, PRODUCT_BODY, ORDER_BODY, RECALL_BODY, RECALLED_BODY, MENU_BODY, FORM_BODY, RATING_BODY, SELECTION_BODY])],
  ["at", int],
  ["cid", text, ""],
  ["is_answer", bool, false],
]);

export interface Receipt {
  readonly frame: "RECEIPT";
  readonly session: string;
  readonly room: string;
  readonly role: "agent" | "robot" | "system" | "visitor";
  readonly sender: string;
  readonly delivered: number;
  readonly read: number;
}
export const RECEIPT = /* @__PURE__ */ frame<Receipt>(41, "RECEIPT", [
  ["session", text],
  ["room", text],
  ["role", text],
  ["sender", text],
  ["delivered", int],
  ["read", int],
]);

export interface Typing {
  readonly frame: "TYPING";
  readonly session: string;
  readonly room: string;
  readonly role: "agent" | "robot" | "system" | "visitor";
  readonly sender: string;
  readonly is_typing: boolean;
  readonly ttl_ms: number;
  readonly after: number;
  readonly preview: string;
  readonly name: string;
}
export const TYPING = /* @__PURE__ */ frame<Typing>(42, "TYPING", [
  ["session", text],
  ["room", text],
  ["role", text],
  ["sender", text],
  ["is_typing", bool],
  ["ttl_ms", int],
  ["after", int],
  ["preview", text, ""],
  ["name", text, ""],
]);

export interface Feedback {
  readonly number: number;
  readonly is_helpful: boolean;
}
export const FEEDBACK = /* @__PURE__ */ part<Feedback>([
  ["number", int],
  ["is_helpful", bool],
]);

export interface Guest {
  readonly agent: string;
  readonly name: string;
  readonly part: "called" | "consulted" | "mentioned" | "speaking" | "watching";
  readonly room: string;
  readonly by: string;
  readonly by_name: string;
  readonly note: string;
  readonly since: number;
  readonly until: number;
}
export const GUEST = /* @__PURE__ */ part<Guest>([
  ["agent", text],
  ["name", text],
  ["part", text],
  ["room", text, ""],
  ["by", text, ""],
  ["by_name", text, ""],
  ["note", text, ""],
  ["since", int, 0],
  ["until", int, 0],
]);

export interface Notes {
  readonly tags: readonly (string)[];
  readonly remark: string;
  readonly outcome: string;
  readonly follow_up: string;
  readonly follow_up_due: number;
  readonly needs_tags: boolean;
}
export const NOTES = /* @__PURE__ */ part<Notes>([
  ["tags", /* @__PURE__ */ list(text), []],
  ["remark", text, ""],
  ["outcome", text, ""],
  ["follow_up", text, ""],
  ["follow_up_due", int, 0],
  ["needs_tags", bool, false],
]);

export interface Variable {
  readonly name: string;
  readonly value: string;
}
export const VARIABLE = /* @__PURE__ */ part<Variable>([
  ["name", text],
  ["value", text],
]);

export interface Reader {
  readonly role: "agent" | "robot" | "system" | "visitor";
  readonly id: string;
  readonly delivered: number;
  readonly read: number;
}
export const READER = /* @__PURE__ */ part<Reader>([
  ["role", text],
  ["id", text],
  ["delivered", int],
  ["read", int],
]);

export interface Source {
  readonly client_data: string;
  readonly channel_name: string;
  readonly peer_source: string;
  readonly remark: string;
}
export const SOURCE = /* @__PURE__ */ part<Source>([
  ["client_data", text, ""],
  ["channel_name", text, ""],
  ["peer_source", text, ""],
  ["remark", text, ""],
]);

export interface Handover {
  readonly agent: string;
  readonly note: string;
  readonly agent_name: string;
}
export const HANDOVER = /* @__PURE__ */ part<Handover>([
  ["agent", text],
  ["note", text],
  ["agent_name", text, ""],
]);

export interface PendingTransfer {
  readonly group: string;
  readonly agent: string;
  readonly note: string;
  readonly by: string;
  readonly since: number;
  readonly group_name: string;
  readonly agent_name: string;
  readonly by_name: string;
  readonly until: number;
}
export const PENDING_TRANSFER = /* @__PURE__ */ part<PendingTransfer>([
  ["group", text],
  ["agent", text],
  ["note", text],
  ["by", text],
  ["since", int],
  ["group_name", text, ""],
  ["agent_name", text, ""],
  ["by_name", text, ""],
  ["until", int, 0],
]);

export interface Offer {
  readonly id: string;
  readonly agent: string;
  readonly since: number;
  readonly until: number;
  readonly agent_name: string;
}
export const OFFER = /* @__PURE__ */ part<Offer>([
  ["id", text],
  ["agent", text],
  ["since", int],
  ["until", int],
  ["agent_name", text, ""],
]);

export interface Session {
  readonly frame: "SESSION";
  readonly session: string;
  readonly version: number;
  readonly state: "closed" | "collecting" | "message_left" | "offered" | "queued" | "robot" | "routing" | "serving";
  readonly group: string;
  readonly visitor: string;
  readonly agent: string;
  readonly last_number: number;
  readonly reason: string;
  readonly nickname: string;
  readonly offer: Offer | null;
  readonly transfer: PendingTransfer | null;
  readonly visitor_away: boolean;
  readonly handover: Handover | null;
  readonly agent_name: string;
  readonly group_name: string;
  readonly source: Source | null;
  readonly readers: readonly (Reader)[];
  readonly rating: number;
  readonly may_rate: boolean;
  readonly variables: readonly (Variable)[];
  readonly notes: Notes | null;
  readonly contact: string;
  readonly guests: readonly (Guest)[];
  readonly unread: number;
  readonly may_ask_human: boolean;
  readonly feedback: readonly (Feedback)[];
  readonly recall_ms: number;
}
export const SESSION = /* @__PURE__ */ frame<Session>(43, "SESSION", [
  ["session", text],
  ["version", int],
  ["state", text],
  ["group", text],
  ["visitor", text],
  ["agent", text],
  ["last_number", int],
  ["reason", text, ""],
  ["nickname", text, ""],
  ["offer", /* @__PURE__ */ nullable(OFFER), null],
  ["transfer", /* @__PURE__ */ nullable(PENDING_TRANSFER), null],
  ["visitor_away", bool, false],
  ["handover", /* @__PURE__ */ nullable(HANDOVER), null],
  ["agent_name", text, ""],
  ["group_name", text, ""],
  ["source", /* @__PURE__ */ nullable(SOURCE), null],
  ["readers", /* @__PURE__ */ list(READER), []],
  ["rating", int, 0],
  ["may_rate", bool, false],
  ["variables", /* @__PURE__ */ list(VARIABLE), []],
  ["notes", /* @__PURE__ */ nullable(NOTES), null],
  ["contact", text, ""],
  ["guests", /* @__PURE__ */ list(GUEST), []],
  ["unread", int, 0],
  ["may_ask_human", bool, false],
  ["feedback", /* @__PURE__ */ list(FEEDBACK), []],
  ["recall_ms", int, 0],
]);

export interface Position {
  readonly frame: "POSITION";
  readonly session: string;
  readonly position: number;
  readonly waiting: number;
  readonly wait_seconds: number | null;
  readonly text: string;
}
export const POSITION = /* @__PURE__ */ frame<Position>(44, "POSITION", [
  ["session", text],
  ["position", int],
  ["waiting", int],
  ["wait_seconds", /* @__PURE__ */ nullable(int), null],
  ["text", text, ""],
]);

export interface Notice {
  readonly frame: "NOTICE";
  readonly session: string;
  readonly kind: "agent_reminder" | "auto_transfer" | "closed" | "in_seat" | "out_seat" | "timed_out" | "transfer_expired" | "transfer_refused" | "visitor_warning";
  readonly agent: string;
  readonly at: number;
  readonly agent_name: string;
}
export const NOTICE = /* @__PURE__ */ frame<Notice>(45, "NOTICE", [
  ["session", text],
  ["kind", text],
  ["agent", text],
  ["at", int],
  ["agent_name", text, ""],
]);

export interface Board {
  readonly frame: "BOARD";
  readonly version: number;
  readonly status: "arrange" | "busy" | "free" | "not_ready" | "offline" | "rest";
  readonly capacity: number;
  readonly sessions: readonly (string)[];
  readonly reason: string;
  readonly wrap_up_until: number;
  readonly by: string;
  readonly by_name: string;
  readonly visits: readonly (string)[];
}
export const BOARD = /* @__PURE__ */ frame<Board>(48, "BOARD", [
  ["version", int],
  ["status", text],
  ["capacity", int],
  ["sessions", /* @__PURE__ */ list(text)],
  ["reason", text, ""],
  ["wrap_up_until", int, 0],
  ["by", text, ""],
  ["by_name", text, ""],
  ["visits", /* @__PURE__ */ list(text), []],
]);

export interface Colleague {
  readonly agent: string;
  readonly nickname: string;
  readonly why_not: string;
  readonly load: number;
  readonly capacity: number;
}
export const COLLEAGUE = /* @__PURE__ */ part<Colleague>([
  ["agent", text],
  ["nickname", text],
  ["why_not", text],
  ["load", int],
  ["capacity", int],
]);

export interface Colleagues {
  readonly frame: "COLLEAGUES";
  readonly request: number;
  readonly group: string;
  readonly members: readonly (Colleague)[];
  readonly count: number;
}
export const COLLEAGUES = /* @__PURE__ */ frame<Colleagues>(49, "COLLEAGUES", [
  ["request", int],
  ["group", text],
  ["members", /* @__PURE__ */ list(COLLEAGUE)],
  ["count", int, 0],
]);

export interface Waiting {
  readonly session: string;
  readonly position: number;
  readonly waited_ms: number;
  readonly priority: number;
  readonly returned: boolean;
  readonly only: readonly (string)[];
  readonly nickname: string;
  readonly channel: string;
}
export const WAITING = /* @__PURE__ */ part<Waiting>([
  ["session", text],
  ["position", int],
  ["waited_ms", int],
  ["priority", int],
  ["returned", bool],
  ["only", /* @__PURE__ */ list(text)],
  ["nickname", text, ""],
  ["channel", text, ""],
]);

export interface Queue {
  readonly frame: "QUEUE";
  readonly request: number;
  readonly group: string;
  readonly public_name: string;
  readonly waiting: number;
  readonly entries: readonly (Waiting)[];
}
export const QUEUE = /* @__PURE__ */ frame<Queue>(50, "QUEUE", [
  ["request", int],
  ["group", text],
  ["public_name", text],
  ["waiting", int],
  ["entries", /* @__PURE__ */ list(WAITING)],
]);

export interface WhyExcluded {
  readonly reason: string;
  readonly count: number;
  readonly first: readonly (string)[];
}
export const WHY_EXCLUDED = /* @__PURE__ */ part<WhyExcluded>([
  ["reason", text],
  ["count", int],
  ["first", /* @__PURE__ */ list(text)],
]);

export interface WhyLook {
  readonly at: number;
  readonly group: string;
  readonly strategy: string;
  readonly level: number;
  readonly waited_ms: number;
  readonly position: number;
  readonly chosen: string;
  readonly candidates: number;
  readonly first: readonly (string)[];
  readonly excluded: readonly (WhyExcluded)[];
}
export const WHY_LOOK = /* @__PURE__ */ part<WhyLook>([
  ["at", int],
  ["group", text],
  ["strategy", text],
  ["level", int],
  ["waited_ms", int],
  ["position", int],
  ["chosen", text],
  ["candidates", int],
  ["first", /* @__PURE__ */ list(text)],
  ["excluded", /* @__PURE__ */ list(WHY_EXCLUDED)],
]);

export interface WhyStep {
  readonly at: number;
  readonly what: string;
  readonly agent: string;
  readonly group: string;
  readonly detail: string;
  readonly look: WhyLook | null;
  readonly by: string;
  readonly agent_name: string;
  readonly group_name: string;
}
export const WHY_STEP = /* @__PURE__ */ part<WhyStep>([
  ["at", int],
  ["what", text],
  ["agent", text],
  ["group", text],
  ["detail", text],
  ["look", /* @__PURE__ */ nullable(WHY_LOOK), null],
  ["by", text, ""],
  ["agent_name", text, ""],
  ["group_name", text, ""],
]);

export interface Why {
  readonly frame: "WHY";
  readonly request: number;
  readonly session: string;
  readonly state: "closed" | "collecting" | "message_left" | "offered" | "queued" | "robot" | "routing" | "serving";
  readonly steps: readonly (WhyStep)[];
  readonly now: WhyLook | null;
  readonly is_cut: boolean;
}
export const WHY = /* @__PURE__ */ frame<Why>(52, "WHY", [
  ["request", int],
  ["session", text],
  ["state", text],
  ["steps", /* @__PURE__ */ list(WHY_STEP)],
  ["now", /* @__PURE__ */ nullable(WHY_LOOK), null],
  ["is_cut", bool, false],
]);

export interface History {
  readonly frame: "HISTORY";
  readonly request: number;
  readonly session: string;
  readonly messages: readonly (Message)[];
}
export const HISTORY = /* @__PURE__ */ frame<History>(53, "HISTORY", [
  ["request", int],
  ["session", text],
  ["messages", /* @__PURE__ */ list(MESSAGE)],
]);

export interface Gap {
  readonly frame: "GAP";
  readonly session: string;
  readonly upto: number;
}
export const GAP = /* @__PURE__ */ frame<Gap>(51, "GAP", [
  ["session", text],
  ["upto", int],
]);

export interface Serving {
  readonly session: string;
  readonly nickname: string;
  readonly agent: string;
  readonly agent_name: string;
  readonly since: number;
  readonly turn: number;
  readonly unanswered: boolean;
}
export const SERVING = /* @__PURE__ */ part<Serving>([
  ["session", text],
  ["nickname", text],
  ["agent", text],
  ["agent_name", text],
  ["since", int],
  ["turn", int],
  ["unanswered", bool],
]);

export interface Sessions {
  readonly frame: "SESSIONS";
  readonly request: number;
  readonly group: string;
  readonly rows: readonly (Serving)[];
  readonly is_cut: boolean;
}
export const SESSIONS = /* @__PURE__ */ frame<Sessions>(61, "SESSIONS", [
  ["request", int],
  ["group", text],
  ["rows", /* @__PURE__ */ list(SERVING)],
  ["is_cut", bool, false],
]);

export interface FollowUp {
  readonly session: string;
  readonly visitor: string;
  readonly nickname: string;
  readonly channel: string;
  readonly text: string;
  readonly since: number;
  readonly due: number;
}
export const FOLLOW_UP = /* @__PURE__ */ part<FollowUp>([
  ["session", text],
  ["visitor", text],
  ["nickname", text],
  ["channel", text],
  ["text", text],
  ["since", int],
  ["due", int],
]);

export interface FollowUps {
  readonly frame: "FOLLOW_UPS";
  readonly request: number;
  readonly rows: readonly (FollowUp)[];
  readonly count: number;
}
export const FOLLOW_UPS = /* @__PURE__ */ frame<FollowUps>(79, "FOLLOW_UPS", [
  ["request", int],
  ["rows", /* @__PURE__ */ list(FOLLOW_UP)],
  ["count", int, 0],
]);

export interface CustomerNote {
  readonly text: string;
  readonly by: string;
  readonly by_name: string;
  readonly at: number;
}
export const CUSTOMER_NOTE = /* @__PURE__ */ part<CustomerNote>([
  ["text", text],
  ["by", text],
  ["by_name", text],
  ["at", int],
]);

export interface Customer {
  readonly frame: "CUSTOMER";
  readonly request: number;
  readonly visitor: string;
  readonly version: number;
  readonly nickname: string;
  readonly phone: string;
  readonly email: string;
  readonly language: string;
  readonly fields: readonly (CustomerField)[];
  readonly tags: readonly (string)[];
  readonly level: number;
  readonly notes: readonly (CustomerNote)[];
  readonly is_blocked: boolean;
  readonly block_reason: string;
  readonly block_until: number;
  readonly block_by: string;
}
export const CUSTOMER = /* @__PURE__ */ frame<Customer>(81, "CUSTOMER", [
  ["request", int],
  ["visitor", text],
  ["version", int],
  ["nickname", text, ""],
  ["phone", text, ""],
  ["email", text, ""],
  ["language", text, ""],
  ["fields", /* @__PURE__ */ list(CUSTOMER_FIELD), []],
  ["tags", /* @__PURE__ */ list(text), []],
  ["level", int, 0],
  ["notes", /* @__PURE__ */ list(CUSTOMER_NOTE), []],
  ["is_blocked", bool, false],
  ["block_reason", text, ""],
  ["block_until", int, 0],
  ["block_by", text, ""],
]);

export interface MessageLeft {
  readonly session: string;
  readonly visitor: string;
  readonly nickname: string;
  readonly channel: string;
  readonly since: number;
  readonly contact: string;
  readonly messages: number;
}
export const MESSAGE_LEFT = /* @__PURE__ */ part<MessageLeft>([
  ["session", text],
  ["visitor", text],
  ["nickname", text],
  ["channel", text],
  ["since", int],
  ["contact", text],
  ["messages", int],
]);

export interface MessagesLeft {
  readonly frame: "MESSAGES_LEFT";
  readonly request: number;
  readonly group: string;
  readonly rows: readonly (MessageLeft)[];
  readonly count: number;
}
export const MESSAGES_LEFT = /* @__PURE__ */ frame<MessagesLeft>(92, "MESSAGES_LEFT", [
  ["request", int],
  ["group", text],
  ["rows", /* @__PURE__ */ list(MESSAGE_LEFT)],
  ["count", int, 0],
]);

export interface Contributed {
  readonly frame: "CONTRIBUTED";
  readonly request: number;
  readonly number: number;
}
export const CONTRIBUTED = /* @__PURE__ */ frame<Contributed>(110, "CONTRIBUTED", [
  ["request", int],
  ["number", int],
]);

export interface Contribution {
  readonly number: number;
  readonly at: number;
  readonly by: string;
  readonly question: string;
  readonly answer: string;
  readonly note: string;
  readonly state: "approved" | "rejected" | "waiting";
  readonly decided_at: number;
  readonly decided_by: string;
  readonly reason: string;
}
export const CONTRIBUTION = /* @__PURE__ */ part<Contribution>([
  ["number", int],
  ["at", int],
  ["by", text],
  ["question", text],
  ["answer", text],
  ["note", text],
  ["state", text],
  ["decided_at", int],
  ["decided_by", text],
  ["reason", text],
]);

export interface Contributions {
  readonly frame: "CONTRIBUTIONS";
  readonly request: number;
  readonly rows: readonly (Contribution)[];
  readonly waiting: number;
  readonly next: number;
}
export const CONTRIBUTIONS = /* @__PURE__ */ frame<Contributions>(111, "CONTRIBUTIONS", [
  ["request", int],
  ["rows", /* @__PURE__ */ list(CONTRIBUTION)],
  ["waiting", int, 0],
  ["next", int, 0],
]);

export interface NewsRow {
  readonly entry: string;
  readonly question: string;
  readonly since: number;
  readonly at: number;
  readonly by: string;
  readonly is_change: boolean;
  readonly read_at: number;
}
export const NEWS_ROW = /* @__PURE__ */ part<NewsRow>([
  ["entry", text],
  ["question", text],
  ["since", int],
  ["at", int],
  ["by", text],
  ["is_change", bool],
  ["read_at", int],
]);

export interface News {
  readonly frame: "NEWS";
  readonly request: number;
  readonly version: number;
  readonly rows: readonly (NewsRow)[];
  readonly unread: number;
  readonly next: string;
}
export const NEWS = /* @__PURE__ */ frame<News>(112, "NEWS", [
  ["request", int],
  ["version", int],
  ["rows", /* @__PURE__ */ list(NEWS_ROW)],
  ["unread", int, 0],
  ["next", text, ""],
]);

export interface EntryAnswer {
  readonly body: string;
  readonly channels: readonly (string)[];
}
export const ENTRY_ANSWER = /* @__PURE__ */ part<EntryAnswer>([
  ["body", text],
  ["channels", /* @__PURE__ */ list(text)],
]);

export interface Entry {
  readonly frame: "ENTRY";
  readonly request: number;
  readonly entry: string;
  readonly question: string;
  readonly similar: readonly (string)[];
  readonly answers: readonly (EntryAnswer)[];
}
export const ENTRY = /* @__PURE__ */ frame<Entry>(113, "ENTRY", [
  ["request", int],
  ["entry", text],
  ["question", text],
  ["similar", /* @__PURE__ */ list(text), []],
  ["answers", /* @__PURE__ */ list(ENTRY_ANSWER), []],
]);

export interface NewsPublished {
  readonly frame: "NEWS_PUBLISHED";
  readonly version: number;
}
export const NEWS_PUBLISHED = /* @__PURE__ */ frame<NewsPublished>(114, "NEWS_PUBLISHED", [
  ["version", int],
]);

export interface FoundEntry {
  readonly entry: string;
  readonly question: string;
  readonly answer: string;
  readonly kind: "card" | "markdown" | "text";
  readonly confidence: number;
}
export const FOUND_ENTRY = /* @__PURE__ */ part<FoundEntry>([
  ["entry", text],
  ["question", text],
  ["answer", text],
  ["kind", text],
  ["confidence", int],
]);

export interface KnowledgeFound {
  readonly frame: "KNOWLEDGE_FOUND";
  readonly request: number;
  readonly version: number;
  readonly rows: readonly (FoundEntry)[];
}
export const KNOWLEDGE_FOUND = /* @__PURE__ */ frame<KnowledgeFound>(115, "KNOWLEDGE_FOUND", [
  ["request", int],
  ["version", int],
  ["rows", /* @__PURE__ */ list(FOUND_ENTRY)],
]);

export interface QuickReply {
  readonly reply: string;
  readonly is_shared: boolean;
  readonly category: string;
  readonly title: string;
  readonly text: string;
  readonly keys: string;
}
export const QUICK_REPLY = /* @__PURE__ */ part<QuickReply>([
  ["reply", text],
  ["is_shared", bool],
  ["category", text],
  ["title", text],
  ["text", text],
  ["keys", text],
]);

export interface QuickReplies {
  readonly frame: "QUICK_REPLIES";
  readonly request: number;
  readonly rows: readonly (QuickReply)[];
  readonly next: string;
}
export const QUICK_REPLIES = /* @__PURE__ */ frame<QuickReplies>(123, "QUICK_REPLIES", [
  ["request", int],
  ["rows", /* @__PURE__ */ list(QUICK_REPLY)],
  ["next", text, ""],
]);

export interface QuickReplyPut {
  readonly frame: "QUICK_REPLY_PUT";
  readonly request: number;
  readonly reply: string;
}
export const QUICK_REPLY_PUT = /* @__PURE__ */ frame<QuickReplyPut>(124, "QUICK_REPLY_PUT", [
  ["request", int],
  ["reply", text],
]);

export interface Member {
  readonly agent: string;
  readonly name: string;
}
export const MEMBER = /* @__PURE__ */ part<Member>([
  ["agent", text],
  ["name", text, ""],
]);

export interface Room {
  readonly frame: "ROOM";
  readonly session: string;
  readonly version: number;
  readonly room: string;
  readonly members: readonly (Member)[];
  readonly last_number: number;
  readonly is_open: boolean;
  readonly readers: readonly (Reader)[];
}
export const ROOM = /* @__PURE__ */ frame<Room>(69, "ROOM", [
  ["session", text],
  ["version", int],
  ["room", text],
  ["members", /* @__PURE__ */ list(MEMBER)],
  ["last_number", int],
  ["is_open", bool, true],
  ["readers", /* @__PURE__ */ list(READER), []],
]);

export interface DashboardAgent {
  readonly agent: string;
  readonly name: string;
  readonly status: "arrange" | "busy" | "free" | "not_ready" | "offline" | "rest";
  readonly load: number;
  readonly capacity: number;
  readonly since: number;
  readonly is_there: boolean;
  readonly groups: readonly (string)[];
}
export const DASHBOARD_AGENT = /* @__PURE__ */ part<DashboardAgent>([
  ["agent", text],
  ["name", text],
  ["status", text],
  ["load", int],
  ["capacity", int],
  ["since", int],
  ["is_there", bool],
  ["groups", /* @__PURE__ */ list(text)],
]);

export interface DashboardDay {
  readonly offered: number;
  readonly waits: number;
  readonly answered: number;
  readonly prompt: number;
  readonly abandoned: number;
  readonly served: number;
  readonly handled: number;
  readonly transferred: number;
  readonly first_response: number | null;
  readonly answer_time: number | null;
  readonly robot: number;
  readonly robot_resolved: number;
}
export const DASHBOARD_DAY = /* @__PURE__ */ part<DashboardDay>([
  ["offered", int],
  ["waits", int],
  ["answered", int],
  ["prompt", int],
  ["abandoned", int],
  ["served", int],
  ["handled", int],
  ["transferred", int],
  ["first_response", /* @__PURE__ */ nullable(int)],
  ["answer_time", /* @__PURE__ */ nullable(int)],
  ["robot", int],
  ["robot_resolved", int],
]);

export interface DashboardCrew {
  readonly offline: number;
  readonly free: number;
  readonly busy: number;
  readonly arrange: number;
  readonly not_ready: number;
  readonly rest: number;
  readonly capacity: number;
  readonly load: number;
}
export const DASHBOARD_CREW = /* @__PURE__ */ part<DashboardCrew>([
  ["offline", int],
  ["free", int],
  ["busy", int],
  ["arrange", int],
  ["not_ready", int],
  ["rest", int],
  ["capacity", int],
  ["load", int],
]);

export interface DashboardSessions {
  readonly robot: number;
  readonly collecting: number;
  readonly queued: number;
  readonly offered: number;
  readonly serving: number;
  readonly message_left: number;
}
export const DASHBOARD_SESSIONS = /* @__PURE__ */ part<DashboardSessions>([
  ["robot", int],
  ["collecting", int],
  ["queued", int],
  ["offered", int],
  ["serving", int],
  ["message_left", int],
]);

export interface DashboardGroup {
  readonly group: string;
  readonly name: string;
  readonly waiting: number;
  readonly waiting_since: number;
  readonly sessions: DashboardSessions;
  readonly agents: DashboardCrew;
  readonly today: DashboardDay;
}
export const DASHBOARD_GROUP = /* @__PURE__ */ part<DashboardGroup>([
  ["group", text],
  ["name", text],
  ["waiting", int],
  ["waiting_since", int],
  ["sessions", DASHBOARD_SESSIONS],
  ["agents", DASHBOARD_CREW],
  ["today", DASHBOARD_DAY],
]);

export interface Dashboard {
  readonly frame: "DASHBOARD";
  readonly at: number;
  readonly day: number;
  readonly prompt_seconds: number;
  readonly behind: number;
  readonly whole: DashboardGroup;
  readonly groups: readonly (DashboardGroup)[];
  readonly agents: readonly (DashboardAgent)[];
  readonly is_cut: boolean;
}
export const DASHBOARD = /* @__PURE__ */ frame<Dashboard>(132, "DASHBOARD", [
  ["at", int],
  ["day", int],
  ["prompt_seconds", int],
  ["behind", int],
  ["whole", DASHBOARD_GROUP],
  ["groups", /* @__PURE__ */ list(DASHBOARD_GROUP)],
  ["agents", /* @__PURE__ */ list(DASHBOARD_AGENT)],
  ["is_cut", bool, false],
]);

export interface TrendMinute {
  readonly at: number;
  readonly waiting: number;
  readonly longest_seconds: number;
  readonly serving: number;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
}
export const TREND_MINUTE = /* @__PURE__ */ part<TrendMinute>([
  ["at", int],
  ["waiting", int],
  ["longest_seconds", int],
  ["serving", int],
  ["offered", int],
  ["answered", int],
  ["abandoned", int],
]);

export interface Trend {
  readonly frame: "TREND";
  readonly request: number;
  readonly minutes: readonly (TrendMinute)[];
}
export const TREND = /* @__PURE__ */ frame<Trend>(133, "TREND", [
  ["request", int],
  ["minutes", /* @__PURE__ */ list(TREND_MINUTE)],
]);

export type ClientFrame =
  | Hello
  | Ping
  | Pong
  | Open
  | Send
  | Read
  | SetTyping
  | Sync
  | SetStatus
  | Close
  | Accept
  | Decline
  | Transfer
  | CancelTransfer
  | Assign
  | SetAgent
  | GetColleagues
  | GetQueue
  | GetWhy
  | Annotate
  | GetFollowUps
  | Initiate
  | LeaveMessage
  | GetMessagesLeft
  | GetCustomer
  | ChangeCustomer
  | Contribute
  | GetContributions
  | DecideContribution
  | GetNews
  | MarkNews
  | GetEntry
  | SearchKnowledge
  | GetQuickReplies
  | PutQuickReply
  | DropQuickReply
  | EndService
  | Select
  | InviteRating
  | AskHuman
  | RateAnswer
  | GetHistory
  | GetSessions
  | WatchDashboard
  | GetTrend
  | Recall
  | Consult
  | AnswerCall
  | Watch
  | Leave
  | Mention
  | SendCopy
  | Talk;

export type ServerFrame =
  | Welcome
  | Ping
  | Pong
  | GoAway
  | Err
  | Res
  | Message
  | Receipt
  | Typing
  | Session
  | Position
  | Notice
  | Board
  | Colleagues
  | Queue
  | Why
  | History
  | Gap
  | Sessions
  | FollowUps
  | Customer
  | MessagesLeft
  | Contributed
  | Contributions
  | News
  | Entry
  | NewsPublished
  | KnowledgeFound
  | QuickReplies
  | QuickReplyPut
  | Room
  | Dashboard
  | Trend;
