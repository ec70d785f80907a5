// Says that the server cannot be heard, after two seconds of it, and that it can again.

import type { ViewProps } from "../view.ts";

export function BannerView({ desk, words }: ViewProps) {
  const { banner } = desk;
  return (
    <div class="banner-place" role="status">
      {banner && banner !== "stopped" && <p class={`banner banner--${banner}`}>{words.head.banners[banner]}</p>}
    </div>
  );
}
