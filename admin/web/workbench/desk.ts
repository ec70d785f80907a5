// The desk as it lives: holds the SDK's client, keeps the model, and does what the agent asks for.
//
// Views read `model` and call the acts; whoever listens is told of every change.

import {
  connectAgent, connectObserver, ErrorCode, StaffTickets,
  type Agent, type Board, type ClientEvent, type Conversation, type Message, type Notice, type Observer, type SentBody,
} from "../../../gateway/web/sdk/index.ts";
import type { AnswerTo } from "../../../gateway/web/sdk/core/answers.ts";
import type { Question } from "../../../gateway/web/sdk/core/client_core.ts";
import { BannerWatch } from "../../../gateway/web/visitor/banner_watch.ts";
import { bannerOf, type Banner } from "../../../gateway/web/visitor/model/connection.ts";
import { codeOf } from "../../../gateway/web/visitor/refusal_code.ts";
import { Dialogs } from "./dialogs/dialogs.ts";
import { secondsToAbsence } from "./model/absence.ts";
import * as desks from "./model/desk_model.ts";
import type { DeskModel, Unsent } from "./model/desk_model.ts";
import { OFF_DUTY, isDue, wantedAfter, type Status } from "./model/duty.ts";
import { reminderOf, type Reminder } from "./model/reminders.ts";
import * as threads from "./model/staff_thread.ts";
import { ownHeaders, type Me } from "./staff_api.ts";

export interface DeskOptions {
  /** Who has signed in. */
  readonly me: Me;
  /** URL of the WebSocket. */
  readonly gateway: string;
  /** BCP 47. */
  readonly language: string;
}

/** What listeners are told beside that something changed. */
export type News =
  /** Somebody else wrote. */
  | { readonly is: "message"; readonly message: Message }
  /** The agent himself wrote there: the stream goes to its end. */
  | { readonly is: "own"; readonly session: string }
  | { readonly is: "notice"; readonly notice: Notice }
  /** Something happened that is worth calling him for. */
  | { readonly is: "reminder"; readonly reminder: Reminder }
  /** What the agent asked for was not done, with an `ErrorCode`; 0: nobody answered. */
  | { readonly is: "refused"; readonly code: number }
  | { readonly is: "changed" };

export class Desk {
  readonly dialogs = new Dialogs();
  readonly #options: DeskOptions;
  readonly #listeners = new Set<(news: News) => void>();
  readonly #hearers = new Set<(event: ClientEvent) => void>();
  #me: Me;
  #model: DeskModel = desks.newDesk(performance.now());
  #agent: Agent | undefined;
  readonly #bannerWatch = new BannerWatch(() => this.#tell({ is: "changed" }));
  #isShown = true;
  #isAtEnd = true;
  #newAfter = Infinity;
  #ended = false;
  #wanted = OFF_DUTY;
  #isFirstBoard = false;
  /** The session that the agent has just taken: he looks at it when it is his. */
  #taking = "";
  readonly #loading = new Set<string>();
  /** Threads of which nothing older could be had: not asked again before they are turned to again. */
  readonly #exhausted = new Set<string>();

  private constructor(options: DeskOptions) {
    this.#options = options;
    this.#me = options.me;
  }

  /** Begins to connect, and stays at it. */
  static start(options: DeskOptions): Desk {
    const desk = new Desk(options);
    desk.#bannerWatch.follow(desk.#model.connection);
    void desk.#connect();
    return desk;
  }

  get model(): DeskModel {
    return this.#model;
  }

  /** Who has signed in. */
  get me(): Me {
    return this.#me;
  }

  /** He has edited his profile. */
  setMe(me: Me): void {
    this.#me = me;
    this.#tell({ is: "changed" });
  }

  get banner(): Banner {
    return bannerOf(this.#model.connection, performance.now());
  }

  /** As `secondsToAbsence`. */
  get absence(): number | undefined {
    const { connection, board } = this.#model;
    return secondsToAbsence(connection, this.#me.grace_seconds, board?.status, performance.now());
  }

  /** The SDK's client; undefined before it is there. */
  get agent(): Agent | undefined {
    return this.#agent;
  }

  /** The server's clock, in ms since the epoch; ours before it is known. */
  now(): number {
    return this.#agent?.serverMs ?? Date.now();
  }

  /** A session, or another room by its place; undefined before there is a client. */
  conversation(place: string): Conversation | undefined {
    return this.#agent?.conversation(place);
  }

  /** Behind this number is new to who looks at the selected thread; `Infinity`: nothing is. */
  get newAfter(): number {
    return this.#isWatched ? this.#newAfter : (desks.current(this.#model)?.seen ?? Infinity);
  }

  /** More of a thread is being asked for. */
  isLoading(place: string): boolean {
    return this.#loading.has(place);
  }

  on(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every event of the connection, after the model has taken it. */
  hear(hearer: (event: ClientEvent) => void): () => void {
    this.#hearers.add(hearer);
    return () => this.#hearers.delete(hearer);
  }

  /** Ends the connection; the page can do no more with it. */
  close(): void {
    this.#ended = true;
    this.#bannerWatch.stop();
    this.#agent?.close();
  }

  /** A connection of its own that is pushed the dashboard; undefined: he does not supervise. */
  observer(): Observer | undefined {
    if (!this.#me.permissions.includes("supervise")) return undefined;
    const { gateway } = this.#options;
    return connectObserver(new StaffTickets({ http: "", gateway, headers: ownHeaders(), observes: true }));
  }

  // --- who looks

  /** The page is seen, or not. */
  setShown(isShown: boolean): void {
    if (isShown) this.#agent?.hurry();
    this.#look(isShown, this.#isAtEnd);
  }

  /** The network is back. */
  hurry(): void {
    this.#agent?.hurry();
  }

  /** The stream of the selected thread is at its end, or was scrolled away from it. */
  setAtEnd(isAtEnd: boolean): void {
    this.#look(this.#isShown, isAtEnd);
  }

  get #isWatched(): boolean {
    return this.#isShown && this.#isAtEnd;
  }

  #look(isShown: boolean, isAtEnd: boolean): void {
    const wasWatched = this.#isWatched;
    this.#isShown = isShown;
    this.#isAtEnd = isAtEnd;
    if (wasWatched === this.#isWatched) return;
    if (this.#isWatched) this.#markNew();
    this.#tell({ is: "changed" });
  }

  /** What the selected thread has that nobody was shown is new for as long as it is looked at. */
  #markNew(): void {
    const thread = desks.current(this.#model);
    const hasNew = thread && threads.unread(thread, this.#model.me) > 0;
    this.#newAfter = hasNew ? thread.seen : Infinity;
  }

  // --- acts

  /** Looks at a session or room; "": at none. */
  select(place: string): void {
    if (place === this.#model.selected) return;
    this.#exhausted.delete(place);
    this.#isAtEnd = true;
    this.#model = desks.selected(this.#model, place);
    this.#markNew();
    this.#tell({ is: "changed" });
  }

  /** He has taken it, and it is not his yet. */
  isTaking(place: string): boolean {
    return this.#taking === place;
  }

  /** Takes what rings there: an offer, or a colleague's call; it is looked at then. */
  async accept(place: string): Promise<void> {
    const session = this.#model.threads.get(place)?.session;
    const offer = session?.offer;
    this.#taking = place;
    this.#tell({ is: "changed" });
    const isDone = await this.act((agent) =>
      offer?.agent === this.#model.me
        ? agent.accept(place, offer.id)
        : agent.ask({ frame: "ANSWER_CALL", session: place, is_accepted: true }),
    );
    if (isDone) return;
    this.#taking = "";
    this.#tell({ is: "changed" });
  }

  /** Leaves what rings there to others, or does not come. */
  async decline(place: string): Promise<void> {
    const offer = this.#model.threads.get(place)?.session?.offer;
    await this.act((agent) =>
      offer?.agent === this.#model.me
        ? agent.decline(place, offer.id)
        : agent.ask({ frame: "ANSWER_CALL", session: place, is_accepted: false }),
    );
  }

  /** Goes on duty, or off it; a reason is for `rest`. */
  async setStatus(status: Status, reason = ""): Promise<void> {
    this.#wanted = { status, reason };
    await this.act((agent) => agent.setStatus(status, reason));
  }

  /** Clears away what has ended. */
  clearEnded(): void {
    this.#take(desks.cleared(this.#model));
  }

  /**
   * Any request of the protocol.
   *
   * Rejects as `Agent.ask` does; before there is a client, with `TypeError`.
   */
  async ask<Q extends Question>(question: Q): Promise<AnswerTo<Q>> {
    if (!this.#agent) throw new TypeError("expected to be asked when there is a connection");
    return this.#agent.ask(question);
  }

  /** Does what the agent asked for; a refusal is told, not thrown. True: it was done. */
  async act(ask: (agent: Agent) => Promise<unknown>): Promise<boolean> {
    if (!this.#agent) return false;
    try {
      await ask(this.#agent);
      return true;
    } catch (error) {
      this.#tell({ is: "refused", code: codeOf(error) });
      return false;
    }
  }

  /** Sends a message to a session, or another room; it is in the model until the transcript has it. */
  async send(place: string, body: SentBody): Promise<void> {
    const conversation = this.conversation(place);
    if (place === this.#model.selected) this.#newAfter = Infinity;
    let cid = "";
    try {
      if (!conversation) throw new TypeError("no connection yet");
      await conversation.send(body, (given) => {
        cid = given;
        this.#take(desks.posted(this.#model, place, cid, body, this.now()));
        this.#tell({ is: "own", session: place });
      });
    } catch (error) {
      // A refusal is shown at the message; what did not even become one is put there now.
      if (cid) return;
      const local = `failed ${performance.now()}`;
      const model = desks.posted(this.#model, place, local, body, this.now());
      this.#take(desks.failed(model, local, codeOf(error) || ErrorCode.UNAVAILABLE));
    }
  }

  /** Sends a refused message anew. */
  async retry(unsent: Unsent): Promise<void> {
    this.discard(unsent);
    await this.send(unsent.session, unsent.body);
  }

  discard(unsent: Unsent): void {
    this.#take(desks.dropped(this.#model, unsent.cid));
  }

  /** Asks for a page of what was said before. */
  async loadOlder(place: string): Promise<void> {
    if (this.#exhausted.has(place)) return;
    await this.#load(place, this.#model.threads.get(place)?.messages[0]?.number ?? 0);
  }

  /** Asks for what was said last, where it is not sent: who was mentioned reads when he likes. */
  async loadNewest(place: string): Promise<void> {
    await this.#load(place, 0);
  }

  async #load(place: string, before: number): Promise<void> {
    const conversation = this.conversation(place);
    if (!conversation || this.#loading.has(place)) return;
    this.#loading.add(place);
    this.#tell({ is: "changed" });
    try {
      const page = await conversation.history(before);
      if (page.length === 0) this.#exhausted.add(place);
      this.#take(desks.loaded(this.#model, place, page));
    } catch (error) {
      this.#exhausted.add(place);
      this.#tell({ is: "refused", code: codeOf(error) });
    } finally {
      this.#loading.delete(place);
      this.#tell({ is: "changed" });
    }
  }

  // --- what happens

  async #connect(): Promise<void> {
    const { me, gateway, language } = this.#options;
    const tickets = new StaffTickets({ http: "", gateway, headers: ownHeaders() });
    const agent = await connectAgent({ http: "", tickets, language, keeper: me.member?.id ?? "" });
    if (this.#ended) return agent.close();
    this.#agent = agent;
    agent.on((event) => this.#hear(event));
    this.#adopt(agent);
  }

  /** What an earlier page left in the outbox is shown again. */
  #adopt(agent: Agent): void {
    const model = agent.pending.reduce(
      (before, { session, cid, body }) => desks.posted(before, session, cid, body, this.now()), this.#model,
    );
    this.#take(model);
  }

  #hear(event: ClientEvent): void {
    const before = this.#model;
    this.#model = desks.after(before, event, performance.now());
    if (event.is === "adopted" && this.#agent) this.#adopt(this.#agent);
    if (before.connection !== this.#model.connection) this.#bannerWatch.follow(this.#model.connection);
    if (event.is === "connected") this.#isFirstBoard = true;
    if (event.is === "board") this.#staff(event.board);
    if (event.is === "session") this.#lookAtNew(before, event.session.session);
    const reminder = reminderOf(before, this.#model, event, performance.now());
    if (reminder) this.#tell({ is: "reminder", reminder });
    for (const hearer of this.#hearers) hearer(event);
    if (event.is === "message" && this.#isNews(event.message)) this.#tell(event);
    else if (event.is === "notice") this.#tell(event);
    else if (this.#model !== before) this.#tell({ is: "changed" });
  }

  /** After an outage that has taken the agent off-line he is put on duty again. */
  #staff(board: Board): void {
    const isFirst = this.#isFirstBoard;
    this.#isFirstBoard = false;
    const wanted = this.#wanted;
    if (isDue(wanted, board, isFirst)) void this.act((agent) => agent.setStatus(wanted.status, wanted.reason));
    else this.#wanted = wantedAfter(wanted, board, isFirst);
  }

  /** What he took himself is looked at; what came by itself only while he looks at nothing. */
  #lookAtNew(before: DeskModel, place: string): void {
    const thread = this.#model.threads.get(place);
    const part = thread ? desks.partOf(this.#model, thread) : "none";
    const isTaken = this.#taking === place && (part === "serving" || part === "guest");
    const old = before.threads.get(place);
    const isNew = part === "serving" && !(old && desks.partOf(before, old) === "serving");
    if (this.#taking === place && part !== "ringing" && part !== "called") this.#taking = "";
    // What was forgotten and has come back is not sent again by itself.
    if (isNew && thread?.messages.length === 0 && threads.hasOlder(thread)) void this.loadOlder(place);
    if (isTaken || (isNew && this.#isShown && !this.#model.selected)) this.select(place);
  }

  /** By another, and not of what was there when it was shown first. */
  #isNews({ session, role, sender, number }: Message): boolean {
    const thread = this.#model.threads.get(session);
    const last = (thread?.session ?? thread?.room)?.last_number;
    return !(role === "agent" && sender === this.#model.me) && last !== undefined && number > last;
  }

  #take(model: DeskModel): void {
    if (model === this.#model) return;
    this.#model = model;
    this.#tell({ is: "changed" });
  }

  #tell(news: News): void {
    const { selected } = this.#model;
    if (selected && this.#isWatched) this.#markSeen(selected);
    for (const listener of [...this.#listeners]) listener(news);
  }

  #markSeen(place: string): void {
    const seen = desks.seen(this.#model, place);
    if (seen === this.#model) return;
    this.#model = seen;
    const thread = seen.threads.get(place);
    if (thread) this.conversation(place)?.read(threads.lastNumber(thread));
  }
}
