// The head of a conversation, and the rooms beside it.

import { useEffect, useMemo, useReducer } from "preact/hooks";

import { hourAndDay } from "../../../../gateway/web/visitor/model/times.ts";
import { isAside, unread, type StaffThread } from "../model/staff_thread.ts";
import { sessionAt } from "../model/desk_model.ts";
import type { SessionProps, ViewProps } from "../view.ts";
import type { Words } from "../words.ts";
import { headOf, lengthOf, type Head } from "./model/head.ts";
import { othersIn, placesOf } from "./model/voice.ts";

/** So often, in ms, it is told anew how long it takes: in minutes nobody looks for less. */
const TICK_MS = 20_000;

export function HeadView({ session: place, ...view }: SessionProps) {
  const { threads } = view.desk.model;
  const own = threads.get(place);
  const whole = threads.get(sessionAt(place));
  const head = whole && headOf(whole);
  return (
    <header class="talk-head">
      {head ? <Line {...view} head={head} /> : own && <h2>{roomName(own, view)}</h2>}
      <Rooms {...view} session={place} />
    </header>
  );
}

function Line({ desk, words, head }: ViewProps & { readonly head: Head }) {
  useTick();
  const { conversation } = words;
  const { name, state, isAway, origins, since, until } = head;
  const { hours, minutes } = lengthOf((until || desk.now()) - since);
  return (
    <div class="talk-line">
      <h2>{name}</h2>
      <span class={`talk-state talk-state--${state}`}>{conversation.states[state]}</span>
      {state !== "closed" && (
        <span class={`talk-there ${isAway ? "talk-there--away" : ""}`}>{isAway ? conversation.away : conversation.here}</span>
      )}
      {origins.map((each) => <span key={each} class="talk-origin" title={each}>{each}</span>)}
      {since > 0 && (
        <span class="talk-time">
          {conversation.since(hourAndDay(since, desk.now(), words))} · {conversation.length(hours, minutes)}
        </span>
      )}
    </div>
  );
}

/** The visitor's room and those beside it; one is no choice. */
function Rooms({ desk, words, session: place }: SessionProps) {
  const { threads } = desk.model;
  const places = useMemo(() => placesOf(desk.model, place), [threads.size, place]);
  if (places.length < 2) return null;
  return (
    <nav class="talk-rooms" aria-label={words.conversation.rooms}>
      {places.map((each) => (
        <button
          key={each}
          type="button"
          class="talk-room"
          aria-current={each === place ? "true" : undefined}
          onClick={() => desk.select(each)}
        >
          {roomName(threads.get(each)!, { desk, words })}
          <Unread count={each === place ? 0 : unread(threads.get(each)!, desk.model.me)} words={words} />
        </button>
      ))}
    </nav>
  );
}

function Unread({ count, words }: { readonly count: number; readonly words: Words }) {
  if (!count) return null;
  return <span class="talk-unread" role="img" aria-label={words.conversation.newMessages(count)}>{count}</span>;
}

function roomName(thread: StaffThread, { desk, words: { conversation } }: ViewProps): string {
  if (!isAside(thread)) return conversation.withVisitor;
  const names = othersIn(thread, desk.model.me).join(", ") || conversation.alone;
  const hasSession = desk.model.threads.has(sessionAt(thread.id));
  return hasSession ? conversation.aside(names) : conversation.internal(names);
}

function useTick(): void {
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(() => draw(), TICK_MS);
    return () => clearInterval(timer);
  }, []);
}
