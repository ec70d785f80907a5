// Rows in a box that scrolls with other things in it: of a long list only what is near is drawn.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { sessionAt } from "../model/desk_model.ts";
import type { Row } from "../model/rows.ts";
import type { ViewProps } from "../view.ts";
import { SessionRow } from "./row.tsx";
import { distanceTo, ROW_PX, windowOf, type Window } from "./window.ts";

export interface LongListProps extends ViewProps {
  readonly rows: readonly Row[];
}

/** Before anything is known of the box, as many rows as any screen has. */
const FIRST: Window = { first: 0, end: 40 };

export function LongList({ rows, ...view }: LongListProps) {
  const { selected } = view.desk.model;
  const chosen = rows.findIndex(({ id }) => id === selected || id === sessionAt(selected));
  const list = useRef<HTMLUListElement>(null);
  const [{ first, end }, setWindow] = useState(FIRST);
  const count = useRef(0);
  count.current = rows.length;

  useEffect(() => {
    const box = boxOf(list.current!);
    const look = () => {
      const next = windowOf(count.current, ...edges(list.current!, box));
      setWindow((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(box);
    // Its own height is mostly padding.
    observer.observe(list.current!, { box: "border-box" });
    box.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      box.removeEventListener("scroll", look);
    };
  }, []);
  // Who goes through the list by keys sees where he is; what comes from elsewhere moves nothing.
  useLayoutEffect(() => {
    if (chosen < 0) return;
    const box = boxOf(list.current!);
    box.scrollTop += distanceTo(chosen, ...edges(list.current!, box));
  }, [selected]);

  const last = Math.min(end, rows.length);
  const style = { paddingTop: `${first * ROW_PX}px`, paddingBottom: `${(rows.length - last) * ROW_PX}px` };
  return (
    <ul ref={list} style={style}>
      {rows.slice(first, last).map((row) => (
        <li key={row.id}><KeptRow {...view} row={row} isChosen={row === rows[chosen]} /></li>
      ))}
    </ul>
  );
}

/** Drawn again when something of it has changed: the model makes new rows with every event. */
function KeptRow({ row, isChosen, desk, words }: ViewProps & { readonly row: Row; readonly isChosen: boolean }) {
  return useMemo(
    () => <SessionRow {...{ desk, words, row, isChosen }} />,
    [desk, words, isChosen, ...Object.values(row)],
  );
}

function boxOf(list: HTMLElement): HTMLElement {
  return list.closest<HTMLElement>(".tab-panel")!;
}

/** What is seen of the list, from its own beginning. */
function edges(list: HTMLElement, box: HTMLElement): [number, number] {
  const top = box.getBoundingClientRect().top - list.getBoundingClientRect().top;
  return [top, top + box.clientHeight];
}
