// Earlier sessions of a customer, as the service's records tell them over HTTP.

import { read } from "../staff_api.ts";

/** Of a session; times in ms since the epoch. */
export interface EarlierSession {
  readonly session: string;
  readonly opened_ms: number;
  /** Null: it goes on. */
  readonly closed_ms: number | null;
  readonly group_name: string;
  /** Of who served last; "": nobody. */
  readonly agent_name: string;
  /** Stars of its rating; null: none. */
  readonly stars: number | null;
  readonly solved: string;
  /** A line each. */
  readonly tags: string;
  readonly remark: string;
  /** How many. */
  readonly messages: number;
}

export interface EarlierPage {
  readonly cards: readonly { readonly row: EarlierSession }[];
  /** `before` of the next page; 0: this was the last. */
  readonly next: number;
}

export interface SaidRow {
  readonly number: number;
  readonly row: {
    readonly at_ms: number;
    readonly role: string;
    readonly name: string;
    readonly kind: string;
    /** Of a body without words "". */
    readonly text: string;
  };
}

export interface TranscriptPage {
  readonly messages: readonly SaidRow[];
  /** `after` of the next page; 0: this was the last. */
  readonly next: number;
}

/** Sessions of a list at once. */
const PAGE = 20;

/** Newest first. Rejects as `staff_api.read`. */
export function readEarlier(customer: string, before = 0): Promise<EarlierPage> {
  return read<EarlierPage>(`records?${new URLSearchParams({ customer, limit: String(PAGE), before: String(before) })}`);
}

/** What was said, oldest first. Rejects as `staff_api.read`. */
export function readTranscript(session: string, after = 0): Promise<TranscriptPage> {
  return read<TranscriptPage>(`records/${encodeURIComponent(session)}?after=${after}`);
}
