// The drawing of a flow that is wider than the screen: its beginning is in the middle, and is seen first.

import htmx from "htmx.org";

export function watchFlows(): void {
  htmx.onLoad((part) => {
    if (!(part instanceof Element)) return;
    for (const drawing of part.querySelectorAll(".flow")) {
      drawing.scrollLeft = (drawing.scrollWidth - drawing.clientWidth) / 2;
    }
  });
}
