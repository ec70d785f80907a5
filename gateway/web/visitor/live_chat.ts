// The chat as it lives: holds the SDK's client, keeps the model, and does what the visitor asks for.
//
// Views read `model` and call the acts; whoever listens is told of every change. Nothing here knows of
// the page but what it is given, and `setShown`.

import {
  CloseCode, connectVisitor, ErrorCode, HttpRefused, HttpUnavailable, Refused,
  type ClientEvent, type Conversation, type Message, type SentBody, type Session, type Visitor, type VisitorTicketsOptions,
} from "../sdk/index.ts";
import { BannerWatch } from "./banner_watch.ts";
import type { Uploads } from "./cards/uploads.ts";
import * as chat from "./model/chat_model.ts";
import type { ChatModel, Unsent } from "./model/chat_model.ts";
import { bannerOf, type Banner } from "./model/connection.ts";
import type { Remembered } from "./model/remembered.ts";
import { countOf } from "./model/rows.ts";
import * as threads from "./model/thread.ts";
import { codeOf } from "./refusal_code.ts";

/** Messages shown at first, and each time more are asked for. */
export const PAGE = 60;
/** Before the second attempt to get a ticket, in ms; it doubles up to the last. */
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

export interface LiveChatOptions extends VisitorTicketsOptions {
  /** Skill group to ask for; "": where the channel leads. */
  readonly group: string;
  /** Somebody looks from the beginning, see `setShown`. */
  readonly isShown: boolean;
  /** The session that may be open still; "": none is known. */
  readonly last: string;
  readonly remembered: Remembered;
}

/** What listeners are told beside that something changed. */
export type News =
  /** Somebody else wrote; it is to be announced, and heard. */
  | { readonly is: "message"; readonly message: Message }
  /** The visitor himself wrote here: the stream goes to its end. */
  | { readonly is: "own" }
  /** What the visitor asked for was not done, with an `ErrorCode`; 0: nobody answered. */
  | { readonly is: "refused"; readonly code: number }
  | { readonly is: "changed" };

export class LiveChat {
  readonly #options: LiveChatOptions;
  readonly #listeners = new Set<(news: News) => void>();
  #model: ChatModel = chat.newChat(performance.now());
  #visitor: Visitor | undefined;
  #conversation: Conversation | undefined;
  #opening: Promise<Conversation> | undefined;
  readonly #bannerWatch = new BannerWatch(() => this.#tell({ is: "changed" }));
  #isShown: boolean;
  #isAtEnd = true;
  #newAfter = Infinity;
  #isLoading = false;
  #ended = false;
  /** Nobody has looked yet, and no session is open: none is begun before somebody does. */
  #isIdle = false;
  /** Why no session could be opened, an `ErrorCode`; undefined: one could, or it is being tried. */
  refusal: number | undefined;
  /** Messages that the stream shows. */
  most = PAGE;
  /** Files on their way; each becomes a message of its own. Undefined: there was none yet. */
  uploads: Uploads | undefined;

  private constructor(options: LiveChatOptions) {
    this.#options = options;
    this.#isShown = options.isShown;
  }

  /** Begins to connect, and stays at it. */
  static start(options: LiveChatOptions): LiveChat {
    const live = new LiveChat(options);
    live.#bannerWatch.follow(live.#model.connection);
    void live.#connect();
    return live;
  }

  get model(): ChatModel {
    return this.#model;
  }

  get banner(): Banner {
    return bannerOf(this.#model.connection, performance.now());
  }

  /** The session's; undefined: none is open yet. */
  get conversation(): Conversation | undefined {
    return this.#conversation;
  }

  get unread(): number {
    const thread = chat.current(this.#model);
    return thread ? threads.unread(thread) : 0;
  }

  /** The session that is open; "": none is. */
  get openSession(): string {
    const thread = chat.current(this.#model);
    return thread?.session && !threads.isClosed(thread) ? thread.id : "";
  }

  /** Behind this number messages are new to who looks now. */
  get newAfter(): number {
    if (this.#isWatched) return this.#newAfter;
    return chat.current(this.#model)?.seen ?? Infinity;
  }

  /** There is more to be shown, here or at the service. */
  get hasOlder(): boolean {
    return countOf(this.#model) > this.most || this.#older() !== undefined;
  }

  get isLoading(): boolean {
    return this.#isLoading;
  }

  /** The server's clock, in ms since the epoch; ours before it is known. */
  now(): number {
    return this.#visitor?.serverMs ?? Date.now();
  }

  /** Of the session in which a message was said. */
  conversationOf(message: Message): Conversation | undefined {
    return this.#visitor?.conversation(message.session);
  }

  on(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the connection; the page can do no more with it. */
  close(): void {
    this.#ended = true;
    this.#bannerWatch.stop();
    this.#visitor?.close();
  }

  // --- who looks

  /** The page, or the frame it is in, is seen, or not. */
  setShown(isShown: boolean): void {
    this.#look(isShown, this.#isAtEnd);
    if (!isShown) return;
    this.#visitor?.hurry();
    if (this.#isIdle) void this.open();
  }

  /** What the service says in sessions that are opened from now on is in that language. */
  setLanguage(language: string): void {
    this.#visitor?.setLanguage(language);
  }

  /** The network is back. */
  hurry(): void {
    this.#visitor?.hurry();
  }

  /** The stream is at its end, or was scrolled away from it. */
  setAtEnd(isAtEnd: boolean): void {
    this.#look(this.#isShown, isAtEnd);
  }

  get #isWatched(): boolean {
    return this.#isShown && this.#isAtEnd;
  }

  #look(isShown: boolean, isAtEnd: boolean): void {
    const was = this.#isWatched;
    this.#isShown = isShown;
    this.#isAtEnd = isAtEnd;
    if (was === this.#isWatched) return;
    if (this.#isWatched) this.#newAfter = this.unread ? (chat.current(this.#model)?.seen ?? Infinity) : Infinity;
    this.#tell({ is: "changed" });
  }

  // --- acts

  /** Sends a message; it is in the model until the transcript has it. */
  async send(body: SentBody): Promise<void> {
    this.#newAfter = Infinity;
    const conversation = await this.#whereToSend();
    if (!conversation) return this.#giveBack(body, this.refusal ?? 0);
    let cid = "";
    try {
      await conversation.send(body, (given) => {
        cid = given;
        this.#take(chat.posted(this.#model, conversation.id, cid, body, this.now()));
        this.#tell({ is: "own" });
      });
    } catch (error) {
      // A refusal is shown at the message.
      if (!cid) this.#giveBack(body, codeOf(error));
    }
  }

  /** What did not even become a message is shown as one that was refused. */
  #giveBack(body: SentBody, code: number): void {
    const session = this.#model.shown.at(-1);
    if (!session) return;
    const local = `failed ${performance.now()}`;
    const model = chat.posted(this.#model, session, local, body, this.now());
    this.#take(chat.failed(model, local, code || ErrorCode.UNAVAILABLE));
    this.#tell({ is: "own" });
  }

  /** Sends files, one after the other; what does so is loaded with the first. */
  async sendFiles(files: readonly File[]): Promise<void> {
    try {
      const { Uploads } = await import("./cards/uploads.ts");
      this.uploads ??= new Uploads(
        async (file, kind, options) => {
          const conversation = await this.#whereToSend();
          if (!conversation) throw new HttpUnavailable("no session could be opened");
          this.#tell({ is: "own" });
          return conversation.sendFile(file, kind, options);
        },
        () => this.#tell({ is: "changed" }),
      );
    } catch {
      return this.#tell({ is: "refused", code: 0 });
    }
    this.uploads.add(files);
  }

  /** Sends a refused message anew, in the session that is open then. */
  async retry(unsent: Unsent): Promise<void> {
    this.discard(unsent);
    await this.send(unsent.body);
  }

  discard(unsent: Unsent): void {
    this.#take(chat.dropped(this.#model, unsent.cid));
  }

  /** Does what the visitor asked for; a refusal is told, not thrown. */
  async act(ask: (conversation: Conversation) => Promise<unknown>): Promise<void> {
    if (!this.#conversation) return;
    try {
      await ask(this.#conversation);
    } catch (error) {
      this.#tell({ is: "refused", code: codeOf(error) });
    }
  }

  /** Opens the channel's session; a new one where the last is over. */
  async open(): Promise<Conversation | undefined> {
    const visitor = this.#visitor;
    if (!visitor) return undefined;
    this.refusal = undefined;
    this.#isIdle = false;
    this.#opening ??= this.#openAt(visitor, this.#options.group).finally(() => {
      this.#opening = undefined;
    });
    try {
      const conversation = await this.#opening;
      this.#begin(conversation);
      return conversation;
    } catch (error) {
      this.refusal = codeOf(error);
      this.#tell(chat.current(this.#model) ? { is: "refused", code: this.refusal } : { is: "changed" });
      return undefined;
    }
  }

  /** A link may name a group that is no more: then where the channel leads. */
  async #openAt(visitor: Visitor, group: string): Promise<Conversation> {
    try {
      return await visitor.open(group);
    } catch (error) {
      if (!group || codeOf(error) !== ErrorCode.NO_SUCH_GROUP) throw error;
      return visitor.open();
    }
  }

  /** Shows more of what was said before, also in earlier sessions. */
  async loadOlder(): Promise<void> {
    if (this.#isLoading) return;
    this.most += PAGE;
    const wanted = countOf(this.#model) < this.most ? this.#older() : undefined;
    if (!wanted) return this.#tell({ is: "changed" });
    this.#isLoading = true;
    this.#tell({ is: "changed" });
    try {
      const messages = await this.#visitor!.conversation(wanted.session).history(wanted.before);
      this.#take(chat.loaded(this.#model, wanted.session, messages));
    } catch (error) {
      if (error instanceof Refused) this.#options.remembered.dropSession(wanted.session);
      else this.#tell({ is: "refused", code: codeOf(error) });
    } finally {
      this.#isLoading = false;
      this.#tell({ is: "changed" });
    }
  }

  /** Where history goes on: in the first session shown, or in the one before. */
  #older(): { readonly session: string; readonly before: number } | undefined {
    const { shown } = this.#model;
    if (!this.#visitor || !shown[0]) return undefined;
    const first = this.#model.threads.get(shown[0]);
    if (first && threads.hasOlder(first)) return { session: first.id, before: first.messages[0]!.number };
    const { sessions } = this.#options.remembered;
    const session = sessions[sessions.indexOf(shown[0]) - 1];
    return session ? { session, before: 0 } : undefined;
  }

  async #whereToSend(): Promise<Conversation | undefined> {
    const thread = chat.current(this.#model);
    return thread && !threads.isClosed(thread) ? this.#conversation : this.open();
  }

  // --- what happens

  async #connect(): Promise<void> {
    for (let waitMs = FIRST_RETRY_MS; !this.#ended; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS)) {
      try {
        const last = this.#isShown ? "" : this.#options.last;
        const visitor = await connectVisitor({ ...this.#options, ...(last && { positions: { [last]: 0 } }) });
        if (this.#ended) return visitor.close();
        this.#visitor = visitor;
        visitor.on((event) => this.#hear(event));
        this.#adopt(visitor);
        if (this.#isShown) await this.open();
        else this.#wait(visitor, last);
        return;
      } catch (error) {
        if (error instanceof HttpRefused) {
          return this.#hear({ is: "stopped", code: CloseCode.BAD_TICKET, refusal: error.code });
        }
        if (!(error instanceof HttpUnavailable)) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.max(waitMs, error.retryMs)));
      }
    }
  }

  /** Hears the last session, which may be open still. */
  #wait(visitor: Visitor, last: string): void {
    this.#isIdle = true;
    if (last) this.#begin(visitor.conversation(last));
  }

  /** What an earlier page left in the outbox is shown again. */
  #adopt(visitor: Visitor): void {
    const model = visitor.pending.reduce(
      (before, { session, cid, body }) => chat.posted(before, session, cid, body, this.now()), this.#model,
    );
    this.#take(model);
  }

  #hear(event: ClientEvent): void {
    const before = this.#model;
    this.#model = chat.after(before, event, performance.now());
    if (event.is === "session") this.#markMissed(before, event.session);
    if (this.openSession) this.#isIdle = false;
    // What is being read must not be pushed out at the top by what comes below.
    if (event.is === "message" && !this.#isAtEnd) this.most += 1;
    // Opening was given up while nobody answered.
    if (event.is === "connected" && this.refusal === 0 && !this.#conversation) void this.open();
    if (event.is === "adopted" && this.#visitor) this.#adopt(this.#visitor);
    if (before.connection !== this.#model.connection) this.#bannerWatch.follow(this.#model.connection);
    if (this.#model.shown !== before.shown) this.#follow();
    if (event.is === "message" && this.#isNews(event.message)) this.#tell(event);
    else if (this.#model !== before) this.#tell({ is: "changed" });
  }

  /** What came while no page was open is marked as new on the one that is opened. */
  #markMissed(before: ChatModel, { session, unread, last_number }: Session): void {
    const isFirst = before.threads.get(session)?.session === undefined;
    if (isFirst && unread && session === before.shown.at(-1)) this.#newAfter = last_number - unread;
  }

  /** Of the current session, by another, and not of what was there when the page was opened. */
  #isNews({ session, role, number }: Message): boolean {
    const thread = chat.current(this.#model);
    const last = thread?.session?.last_number;
    return thread?.id === session && role !== "visitor" && last !== undefined && number > last;
  }

  #begin(conversation: Conversation): void {
    this.#conversation = conversation;
    this.#options.remembered.addSession(conversation.id);
    if (this.#model.shown.at(-1) !== conversation.id) this.#take(chat.opened(this.#model, conversation.id));
  }

  /** Somebody else began the session that is shown now. */
  #follow(): void {
    const id = this.#model.shown.at(-1);
    if (id && this.#visitor && this.#conversation?.id !== id) this.#begin(this.#visitor.conversation(id));
  }

  #take(model: ChatModel): void {
    if (model === this.#model) return;
    this.#model = model;
    this.#tell({ is: "changed" });
  }

  #tell(news: News): void {
    const seen = this.#isWatched ? chat.seen(this.#model) : this.#model;
    if (seen !== this.#model) {
      this.#model = seen;
      this.#conversation?.read();
    }
    for (const listener of [...this.#listeners]) listener(news);
  }
}
