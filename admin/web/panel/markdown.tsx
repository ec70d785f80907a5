// A text in CommonMark as visitors see it. The page has its source, which stays where no script runs.

import { render } from "preact";

import { Markdown } from "../../../gateway/web/visitor/cards/markdown.tsx";

export function show(place: HTMLElement): void {
  const text = place.textContent ?? "";
  place.replaceChildren();
  render(<Markdown text={text} />, place);
}
