// Says that the server cannot be heard, after two seconds of it, and that it can again.

import type { ViewProps } from "./view.ts";

export function BannerView({ live, words }: ViewProps) {
  const { banner } = live;
  const { refusal } = live.model.connection;
  if (!banner) return <div class="banner-place" role="status" />;
  const text = words.refusals[refusal] ?? words.banners[banner];
  return (
    <div class="banner-place" role="status">
      <div class={`banner banner--${banner}`}>
        <span>{text}</span>
        {banner === "stopped" && (
          <button type="button" onClick={() => location.reload()}>{words.reload}</button>
        )}
      </div>
    </div>
  );
}
