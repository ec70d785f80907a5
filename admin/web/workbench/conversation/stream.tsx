// What was said at a place. It stays at its end only if it was there; of a long one a part alone is drawn.

import { useEffect, useMemo } from "preact/hooks";

import { Icon } from "../../../../gateway/web/visitor/icons.tsx";
import type { AllWords as CardWords } from "../../../../gateway/web/visitor/words.ts";
import type { Unsent } from "../model/desk_model.ts";
import { hasOlder, unread, type StaffThread } from "../model/staff_thread.ts";
import type { ViewProps } from "../view.ts";
import { Rows, type Row } from "./model/rows.ts";
import { guessed } from "./model/guess.ts";
import { RowView } from "./row_view.tsx";
import { useViewport } from "./use_viewport.ts";

export interface StreamProps extends ViewProps {
  readonly thread: StaffThread;
  /** Of this place. */
  readonly unsent: readonly Unsent[];
  readonly newAfter: number;
  readonly cardWords: CardWords;
}

export function Stream(props: StreamProps) {
  const { desk, words: { conversation: words }, thread, unsent, newAfter } = props;
  const { me } = desk.model;
  const { id: place } = thread;
  const kept = useMemo(() => new Rows({ id: me, name: "" }), [me]);
  const rows = kept.of({ messages: thread.messages, unsent, newAfter });
  const { box, list, scrolled, toEnd, isAtEnd, drawn, style } = useViewport<Row>(rows, {
    guess: guessed,
    lasts: ({ is }) => is === "said" || is === "note",
    first: "new",
    onEnd: (isNow) => desk.setAtEnd(isNow),
    onTop: () => {
      const now = desk.model.threads.get(place);
      if (now && hasOlder(now) && !desk.isLoading(place)) void desk.loadOlder(place);
    },
  });
  useEffect(() => desk.on((news) => news.is === "own" && news.session === place && toEnd()), [desk]);
  const fresh = isAtEnd ? 0 : unread(thread, me);
  return (
    <div class="stream">
      <div ref={box} class="stream-box" role="log" aria-live="off" aria-label={words.stream} tabIndex={0} onScroll={scrolled}>
        <div ref={list} class="stream-list" style={style}>
          {drawn.map((row) => <RowView key={row.key} {...props} row={row} />)}
        </div>
      </div>
      {desk.isLoading(place) && <p class="stream-loading" role="status">{words.loading}</p>}
      {!isAtEnd && (
        <button type="button" class="to-end" aria-label={words.toTheEnd} onClick={toEnd}>
          <Icon name="down" />
          {fresh > 0 && <span>{words.newMessages(fresh)}</span>}
        </button>
      )}
    </div>
  );
}
