// The records of sessions over HTTP; functions reject as `staff_api.read` does.

import { read } from "../staff_api.ts";
import { queryOf, type RecordFilter } from "./model/record_filter.ts";

/** A session; times in ms since the epoch, null: not (yet). */
export interface SessionRow {
  readonly session: string;
  readonly opened_ms: number;
  readonly closed_ms: number | null;
  readonly visitor: string;
  readonly nickname: string;
  readonly channel: string;
  readonly group: string;
  readonly group_name: string;
  /** Of who served last; "": nobody. */
  readonly agent: string;
  readonly agent_name: string;
  /** As `Outcome`; "": it goes on. */
  readonly ending: string;
  readonly stars: number | null;
  readonly solved: string;
  /** A line each. */
  readonly tags: string;
  readonly remark: string;
  readonly follow_up: string;
  readonly messages: number;
  /** Lengths in ms. */
  readonly wait_ms: number | null;
  readonly frt_ms: number | null;
}

export interface SessionCard {
  readonly row: SessionRow;
  /** Of the first message that was found, where words were looked for. */
  readonly excerpt: string;
}

export interface SessionPage {
  readonly cards: readonly SessionCard[];
  /** `before` of the next page; 0: this was the last. */
  readonly next: number;
  /** How far back has been looked when a page is short; 0: all of it. */
  readonly reached_ms: number;
}

/** A stretch of a session. */
export interface LegRow {
  readonly leg: number;
  readonly kind: string;
  readonly begun_ms: number;
  readonly ended_ms: number | null;
  readonly ending: string;
  readonly group_name: string;
  readonly agent_name: string;
  readonly agent: string;
}

export interface ShownMessage {
  readonly number: number;
  readonly row: {
    readonly at_ms: number;
    readonly role: string;
    readonly sender: string;
    readonly name: string;
    readonly kind: string;
    /** Of a body without words "". */
    readonly text: string;
  };
  /** Begin and end of what was looked for, in characters. */
  readonly marks: readonly (readonly [number, number])[];
}

export interface SessionShown {
  readonly row: SessionRow;
  readonly legs: readonly LegRow[];
  readonly messages: readonly ShownMessage[];
  /** `after` of the next page; 0: this was the last. */
  readonly next: number;
}

const PAGE = 50;
/** Pages of a transcript: all that a session can have. */
const MAX_PAGES = 100;

/** Newest first. */
export function findRecords(filter: RecordFilter, before: number): Promise<SessionPage> {
  const query = { ...queryOf(filter), limit: String(PAGE), before: String(before) };
  return read<SessionPage>(`records?${new URLSearchParams(query)}`);
}

/** A session with all that was said in it, what `text` finds marked. */
export async function readRecord(session: string, text: string): Promise<SessionShown> {
  const first = await readPage(session, text, 0);
  const messages = [...first.messages];
  let { next } = first;
  for (let pages = 1; next && pages < MAX_PAGES; pages += 1) {
    const page = await readPage(session, text, next);
    messages.push(...page.messages);
    next = page.next;
  }
  return { ...first, messages, next };
}

function readPage(session: string, text: string, after: number): Promise<SessionShown> {
  const query = new URLSearchParams({ after: String(after), ...(text && { text }) });
  return read<SessionShown>(`records/${encodeURIComponent(session)}?${query}`);
}

/** Where the list is had as a table, in the reader's language and time zone. */
export function tableAddress(filter: RecordFilter, language: string): string {
  return `/api/staff/records.csv?${new URLSearchParams({ ...queryOf(filter), ...readerOf(language) })}`;
}

/** Where what was said in a session is had as a table. */
export function saidAddress(session: string, language: string): string {
  return `/api/staff/records/${encodeURIComponent(session)}/said.csv?${new URLSearchParams(readerOf(language))}`;
}

function readerOf(language: string): Record<string, string> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { language: language === "en" ? "en" : "zh-CN", zone: timeZone || "UTC" };
}
