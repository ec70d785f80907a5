// Ties a stream's element to its viewport: draws what is seen, measures what was drawn, and keeps its place.

import { useEffect, useLayoutEffect, useMemo, useReducer, useRef } from "preact/hooks";

import { RowHeights, type Keyed } from "./model/row_heights.ts";
import { Viewport } from "./model/viewport.ts";

export interface ViewportOptions<Row extends Keyed> {
  /** So high is a row before it was drawn, in px. */
  readonly guess: (row: Row) => number;
  /** A row is there whatever comes before it. */
  readonly lasts: (row: Row) => boolean;
  /** The row that is shown first; without it the end is. */
  readonly first: string;
  /** The end came into sight, or went out of it. */
  readonly onEnd: (isAtEnd: boolean) => void;
  /** The beginning is near. */
  readonly onTop: () => void;
}

/** So near the beginning, in px, more is fetched before somebody gets there. */
const TOP_PX = 400;

/** `box` scrolls; `list` is in it alone and has the drawn rows alone. */
export function useViewport<Row extends Keyed>(rows: readonly Row[], options: ViewportOptions<Row>) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const width = useRef(0);
  const wasAtEnd = useRef(true);
  const [, draw] = useReducer<number, void>((count) => count + 1, 0);
  const drawnFirst = useRef(0);
  const latest = useRef(options);
  latest.current = options;
  const viewport = useMemo(() => new Viewport(new RowHeights(options.guess), options.lasts), []);
  viewport.heights.rows = rows;

  /** After every drawing. With true heights other rows may be seen: then it is drawn again. */
  const settle = (isAll: boolean) => {
    const { current: place } = box;
    if (!place || !list.current) return;
    const { first, end } = viewport.span;
    const above = viewport.heights.top(first);
    if (measure(list.current, viewport.heights, drawnFirst.current, isAll)) {
      const now = viewport.span;
      if (now.first !== first || now.end !== end || viewport.heights.top(now.first) !== above) draw();
    }
    const { top } = viewport;
    // To read where it is would make the browser lay out at once.
    if (Math.abs(viewport.lastTop - top) > 1) place.scrollTop = viewport.lastTop = top;
    if (viewport.isAtEnd !== wasAtEnd.current) latest.current.onEnd((wasAtEnd.current = viewport.isAtEnd));
    if (top < TOP_PX) latest.current.onTop();
  };
  const scrolled = () => {
    const before = viewport.span;
    viewport.scrolled(box.current!.scrollTop);
    const { first, end } = viewport.span;
    if (first !== before.first || end !== before.end || viewport.isAtEnd !== wasAtEnd.current) draw();
  };
  const toEnd = () => {
    viewport.toEnd();
    draw();
  };

  useLayoutEffect(() => {
    viewport.size = box.current!.clientHeight;
    width.current = box.current!.clientWidth;
    viewport.toRow(options.first);
    draw();
  }, []);
  useLayoutEffect(() => settle(false));
  useEffect(() => {
    // A window that changes, a composer that grows, a picture that has come.
    const observer = new ResizeObserver(() => {
      const place = box.current!;
      const { clientHeight: size, clientWidth } = place;
      if (clientWidth !== width.current) viewport.heights.forget();
      if (size !== viewport.size || clientWidth !== width.current) draw();
      viewport.size = size;
      width.current = clientWidth;
      settle(true);
    });
    observer.observe(box.current!);
    observer.observe(list.current!);
    return () => observer.disconnect();
  }, []);

  const { first, end } = viewport.span;
  drawnFirst.current = first;
  return {
    box, list, scrolled, toEnd,
    isAtEnd: viewport.isAtEnd,
    drawn: rows.slice(first, end),
    /** What is not drawn takes its room all the same. */
    style: { paddingTop: `${viewport.heights.top(first)}px`, paddingBottom: `${viewport.heights.height - viewport.heights.top(end)}px` },
  };
}

/**
 * True: a row is not as high as was thought.
 *
 * `first`: the row that the first element is of. `isAll`: also those that were measured before; to ask makes
 * the browser lay out at once.
 */
function measure<Row extends Keyed>(list: HTMLElement, heights: RowHeights<Row>, first: number, isAll: boolean): boolean {
  let isNews = false;
  for (const [place, row] of [...list.children].entries()) {
    const at = first + place;
    if (!isAll && heights.isKnown(at)) continue;
    if (heights.measured(at, row.getBoundingClientRect().height)) isNews = true;
  }
  return isNews;
}
