// What was said. It stays at its end only if it was there; what comes otherwise is counted on a button.

import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { Group } from "./group.tsx";
import { Icon } from "./icons.tsx";
import { current } from "./model/chat_model.ts";
import { rowsOf, type Row } from "./model/rows.ts";
import type { Typist } from "./model/thread.ts";
import { hourAndDay } from "./model/times.ts";
import { Note } from "./note.tsx";
import type { ViewProps } from "./view.ts";
import type { Words } from "./words.ts";

/** So near, in px, is the end: fingers and zoom are not exact. */
const NEAR_PX = 40;
/** So near the top older messages are fetched before somebody gets there. */
const TOP_PX = 120;

export function Stream(props: ViewProps) {
  const { live, words } = props;
  const rows = rowsOf(live.model, { most: live.most, newAfter: live.newAfter });
  const { place, isAtEnd, scrolled, toEnd, toOlder } = useScroll(props, rows[0]?.key ?? "");
  const typists = current(live.model)?.typists ?? [];
  return (
    <div class="stream">
      <div
        ref={place}
        class="stream-scroll"
        role="log"
        aria-live="off"
        aria-label={words.stream}
        tabIndex={0}
        onScroll={scrolled}
      >
        <div class="stream-rows">
          {live.hasOlder && (
            <button type="button" class="older" disabled={live.isLoading} onClick={toOlder}>
              {live.isLoading ? words.loading : words.older}
            </button>
          )}
          {rows.map((row) => <RowView key={row.key} row={row} {...props} />)}
          {typists.length > 0 && <Typing typists={typists} words={words} />}
        </div>
      </div>
      {!isAtEnd && (
        <button type="button" class="to-end" aria-label={words.toTheEnd} onClick={toEnd}>
          <Icon name="down" />
          {live.unread > 0 && <span>{words.newMessages(live.unread)}</span>}
        </button>
      )}
    </div>
  );
}

function RowView({ row, ...props }: ViewProps & { readonly row: Row }) {
  const { words, live } = props;
  switch (row.is) {
    case "time":
      return <p class="row-time">{hourAndDay(row.at, live.now(), words)}</p>;
    case "session":
      return <p class="row-line">{words.newSession}</p>;
    case "unread":
      return <p class="row-line row-unread">{words.unreadHere}</p>;
    case "note":
      return <Note item={row.item} {...props} />;
    case "group":
      return <Group group={row} {...props} />;
  }
}

function Typing({ typists, words }: { readonly typists: readonly Typist[]; readonly words: Words }) {
  const names = [...new Set(typists.map((each) => each.name || nameOf(each, words)))];
  return (
    <p class="typing">
      <span class="typing-dots" aria-hidden="true"><i /><i /><i /></span>
      {words.typing(names.join(words.and))}
    </p>
  );
}

function nameOf({ role }: Typist, words: Words): string {
  return role === "robot" ? words.robot : words.service;
}

/** Keeps the end in sight where it was, and else what is being read. */
function useScroll({ live }: ViewProps, firstKey: string) {
  const place = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const isAsked = useRef(false);
  const lastTop = useRef(0);
  /** The first row, and the last element with its place: what comes above moves it. */
  const before = useRef<{ firstKey: string; last: HTMLElement | null; top: number }>({ firstKey, last: null, top: 0 });

  const toEnd = () => {
    const box = place.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    isAtEnd.current = true;
    live.setAtEnd(true);
  };
  const scrolled = () => {
    const box = place.current!;
    const isNear = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX;
    // What grew below before this was told has moved nobody; who leaves the end goes up.
    const isUp = box.scrollTop < lastTop.current;
    lastTop.current = box.scrollTop;
    if (isNear !== isAtEnd.current && (isNear || isUp)) {
      isAtEnd.current = isNear;
      live.setAtEnd(isNear);
    }
    if (box.scrollTop < TOP_PX && !isNear && live.hasOlder && !live.isLoading) void live.loadOlder();
  };

  /** Who asks for what was before is shown the end of it. */
  const toOlder = () => {
    isAtEnd.current = false;
    live.setAtEnd(false);
    isAsked.current = true;
    void live.loadOlder();
  };

  useLayoutEffect(() => {
    const box = place.current!;
    const { firstKey: oldKey, last, top } = before.current;
    if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    else if (oldKey !== firstKey && last?.isConnected) {
      box.scrollTop += last.offsetTop - top - (isAsked.current ? box.clientHeight / 2 : 0);
      isAsked.current = false;
    }
    const now = box.firstElementChild!.lastElementChild as HTMLElement | null;
    before.current = { firstKey, last: now, top: now?.offsetTop ?? 0 };
  });
  useEffect(() => {
    const box = place.current!;
    // Pictures that load, a composer that grows: the end moves without a new row.
    const observer = new ResizeObserver(() => {
      if (isAtEnd.current) box.scrollTop = box.scrollHeight;
    });
    observer.observe(box);
    observer.observe(box.firstElementChild!);
    const stop = live.on((news) => news.is === "own" && toEnd());
    return () => {
      observer.disconnect();
      stop();
    };
  }, [live]);
  return { place, isAtEnd: isAtEnd.current, scrolled, toEnd, toOlder };
}
