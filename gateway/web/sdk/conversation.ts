// One session as an application holds it: send, type, close. Events carry the transcript.

import type { AttachmentKind, UploadOptions } from "./attachments.ts";
import type { Delivery } from "./core/receipts.ts";
import type { SentBody } from "./core/terms.ts";
import type { Files } from "./files.ts";
import type { Link, Sent } from "./link.ts";
import type { Message } from "./wire.ts";

/** Messages that one page of history may have. */
const MAX_HISTORY = 100;

/** Answers to a card: an option, the fields of a form, or a rating with its outcome and comment. */
export interface Selection {
  readonly option?: string;
  readonly values?: Record<string, string>;
  readonly outcome?: "" | "solved" | "unsolved";
  readonly comment?: string;
}

/** Calls that ask the server reject with `Refused`, `AskTimeout`, `Stopped`, `TooManyRequests`. */
export class Conversation {
  readonly id: string;
  readonly #link: Link;
  readonly #files: Files;

  constructor(id: string, link: Link, files: Files) {
    this.id = id;
    this.#link = link;
    this.#files = files;
  }

  /** Sends a text, or another body; resolves when it is on the server's disk. See `Link.send`. */
  send(content: string | SentBody, posted?: (cid: string) => void): Promise<Sent> {
    const body: SentBody = typeof content === "string" ? { kind: "text", text: content } : content;
    return this.#link.send(this.id, body, posted);
  }

  /**
   * Uploads a file and sends it; a film that cannot be played here goes as a plain file.
   *
   * Rejects as `Attachments.upload` and `send`.
   */
  async sendFile(file: File, kind: AttachmentKind = "file", options: UploadOptions = {}): Promise<Sent> {
    const attachments = await this.#files();
    return this.send(await attachments.bodyOf(this.id, file, kind, options));
  }

  /** An address of a file of this session, good for ten minutes. */
  async fileLink(attachment: string): Promise<string> {
    return (await this.#files()).link(attachment);
  }

  /**
   * Tells the other side that keys are pressed, or no longer; call it on every key, it is thinned out.
   *
   * `preview` is what has been typed so far: it leaves the page only where `connected` said that agents
   * are shown it.
   */
  typing(isTyping = true, preview = ""): void {
    this.#link.core.setTyping(this.id, isTyping, preview, performance.now());
    this.#link.wake();
  }

  /** The person was shown what has come up to `number`; 0: all. Call it as often as it happens. */
  read(number = 0): void {
    this.#link.core.read(this.id, number);
    this.#link.wake();
  }

  /** What became of a message of one's own; `receipt` tells when to look again. */
  delivery(number: number): Delivery {
    return this.#link.core.delivery(this.id, number);
  }

  /** How many messages of others have come that the person was not shown. */
  get unread(): number {
    return this.#link.core.unread(this.id);
  }

  /** Older messages, oldest first; `before`: only lower numbers, 0: the newest. */
  async history(before = 0, limit = MAX_HISTORY): Promise<readonly Message[]> {
    const question = { frame: "GET_HISTORY", session: this.id, before, limit } as const;
    return (await this.#link.ask(question)).messages;
  }

  /** Takes back a message of one's own: it comes as a message with a recall. */
  async recall(number: number): Promise<void> {
    await this.#link.ask({ frame: "RECALL", session: this.id, number });
  }

  /** Answers the card of message `number`: the answer comes as a message with a selection. */
  async select(number: number, selection: Selection): Promise<void> {
    await this.#link.ask({ frame: "SELECT", session: this.id, number, ...selection });
  }

  /** Says whether the robot's answer `number` has helped. */
  async rateAnswer(number: number, isHelpful: boolean): Promise<void> {
    await this.#link.ask({ frame: "RATE_ANSWER", session: this.id, number, is_helpful: isHelpful });
  }

  /** Goes on from the robot to a human. */
  async askHuman(): Promise<void> {
    await this.#link.ask({ frame: "ASK_HUMAN", session: this.id });
  }

  /** Goes back to the robot; where there is none, the session ends (S3). */
  async endService(): Promise<void> {
    await this.#link.ask({ frame: "END_SERVICE", session: this.id });
  }

  /** Asks to be asked to rate. */
  async inviteRating(): Promise<void> {
    await this.#link.ask({ frame: "INVITE_RATING", session: this.id });
  }

  /** Leaves a message, and how to be reached, where nobody can serve (V7). */
  async leaveMessage(text: string, contact = ""): Promise<void> {
    await this.#link.ask({ frame: "LEAVE_MESSAGE", session: this.id, text, contact });
  }

  /** Ends the session for both sides; what was posted before is delivered first. */
  async close(): Promise<void> {
    await this.#link.ask({ frame: "CLOSE", session: this.id });
  }
}
