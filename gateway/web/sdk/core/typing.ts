// Who types, on both sides of it: what to show, and when to say it. Times are ms.
//
// Shown until the frame's time to live has passed on our own clock, or a message of that sender
// arrives; a frame older than that message (`after` below it) is ignored.

import { MAX_PREVIEW_CHARS, TYPING_RESEND_SECONDS, type Message, type Typing } from "../wire.ts";
import type { TypingChanged } from "./events.ts";
import type { SenderRole } from "./terms.ts";

const RESEND_MS = TYPING_RESEND_SECONDS * 1_000;
/** Indicators shown at once; a server that sends more is not believed. */
const MAX_SHOWN = 1_000;

interface Typist {
  readonly session: string;
  readonly role: SenderRole;
  readonly sender: string;
  readonly name: string;
}

interface Shown extends Typist {
  readonly until: number;
  readonly preview: string;
}

/** The indicators a client shows. */
export class TypingView {
  readonly #shown = new Map<string, Shown>();
  readonly #last = new Map<string, number>();

  /** Takes a frame; returns what changed. */
  received(frame: Typing, now: number): TypingChanged[] {
    const key = keyOf(frame);
    if (frame.after < (this.#last.get(key) ?? 0)) return [];
    if (!frame.is_typing) return this.#hide(key);
    const old = this.#shown.get(key);
    if (!old && this.#shown.size >= MAX_SHOWN) return [];
    const { session, role, sender, name, preview } = frame;
    const shown = { session, role, sender, name, preview, until: now + frame.ttl_ms };
    this.#shown.set(key, shown);
    return old?.preview === preview ? [] : [changeOf(shown, true)];
  }

  /** A message ends its sender's indicator. */
  message(message: Message): TypingChanged[] {
    const key = keyOf(message);
    if (this.#last.size >= 2 * MAX_SHOWN) {
      for (const oldest of this.#last.keys()) {
        this.#last.delete(oldest);
        break;
      }
    }
    this.#last.set(key, message.number);
    return this.#hide(key);
  }

  /** The connection is gone: nobody is seen typing. */
  clear(): TypingChanged[] {
    return [...this.#shown.keys()].flatMap((key) => this.#hide(key));
  }

  /** When `onTime` wants to be called. */
  get nextDeadline(): number {
    return Math.min(Infinity, ...[...this.#shown.values()].map((each) => each.until));
  }

  /** Hides what has expired. */
  onTime(now: number): TypingChanged[] {
    const late = [...this.#shown].filter(([, each]) => each.until <= now);
    return late.flatMap(([key]) => this.#hide(key));
  }

  #hide(key: string): TypingChanged[] {
    const shown = this.#shown.get(key);
    this.#shown.delete(key);
    return shown ? [changeOf(shown, false)] : [];
  }
}

/** What is to be said of our own typing; the latest of a session alone counts. */
export interface Word {
  readonly session: string;
  readonly isTyping: boolean;
  readonly preview: string;
}

interface Typed {
  readonly saidAt: number;
  readonly said: string;
  latest: string;
}

/**
 * Our own typing: START at most every `TYPING_RESEND_SECONDS`, STOP once.
 *
 * What was typed since the last START goes out with the next; if no key is pressed any more, when that
 * would be due.
 */
export class TypingSender {
  readonly #typed = new Map<string, Typed>();
  readonly #pending = new Map<string, Word>();

  /** Keys are pressed, or no longer; call it as often as it happens. */
  set(word: Word, now: number): void {
    const typed = this.#typed.get(word.session);
    if (!word.isTyping) {
      if (typed) this.#pending.set(word.session, word);
      this.#typed.delete(word.session);
    } else if (!typed || now - typed.saidAt >= RESEND_MS) {
      this.#say(word, now);
    } else {
      typed.latest = word.preview;
    }
  }

  /** A message ends typing by itself. */
  sentMessage(session: string): void {
    this.#typed.delete(session);
    this.#pending.delete(session);
  }

  /** The next word to send. */
  take(): Word | undefined {
    for (const [session, word] of this.#pending) {
      this.#pending.delete(session);
      return word;
    }
    return undefined;
  }

  /** When `onTime` has something to say. */
  get nextDeadline(): number {
    const open = [...this.#typed.values()].filter((each) => each.latest !== each.said);
    return Math.min(Infinity, ...open.map((each) => each.saidAt + RESEND_MS));
  }

  /** Says what was typed since, and is not said yet. */
  onTime(now: number): void {
    for (const [session, typed] of [...this.#typed]) {
      if (typed.latest === typed.said || now - typed.saidAt < RESEND_MS) continue;
      this.#say({ session, isTyping: true, preview: typed.latest }, now);
    }
  }

  /** The connection is gone; what was typed then is no news later. */
  clear(): void {
    this.#typed.clear();
    this.#pending.clear();
  }

  #say(word: Word, now: number): void {
    this.#typed.set(word.session, { saidAt: now, said: word.preview, latest: word.preview });
    this.#pending.set(word.session, word);
  }
}

/** The end of what was typed. */
export function endOf(text: string): string {
  return [...text].slice(-MAX_PREVIEW_CHARS).join("");
}

function keyOf({ session, role, sender }: Pick<Typist, "session" | "role" | "sender">): string {
  return `${session} ${role} ${sender}`;
}

function changeOf({ session, role, sender, name, preview }: Shown, isTyping: boolean): TypingChanged {
  return { is: "typing", session, role, sender, name, isTyping, preview: isTyping ? preview : "" };
}
