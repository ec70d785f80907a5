// Says that the server cannot be heard, after two seconds of it, until when the agent still counts as there,
// and that it can be heard again.

import { useSeconds } from "../clock.ts";
import type { ViewProps } from "../view.ts";

export function BannerView(view: ViewProps) {
  const { banner } = view.desk;
  return (
    <div class="banner-place" role="status">
      {banner && banner !== "stopped" && (
        <p class={`banner banner--${banner}`}>
          {view.words.head.banners[banner]}
          {banner === "reconnecting" && <Absence {...view} />}
        </p>
      )}
    </div>
  );
}

function Absence({ desk, words }: ViewProps) {
  useSeconds();
  const left = desk.absence;
  if (left === undefined) return null;
  const { head: say } = words;
  // Each second of it is not read out, but the end is.
  return left > 0 ? <span aria-live="off"> {say.goneIn(left)}</span> : <b> {say.gone}</b>;
}
