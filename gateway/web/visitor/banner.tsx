// Says that the server cannot be heard, after two seconds of it, and that it can again; or that the page is
// not whole.

import { useEffect, useState } from "preact/hooks";

import { onMissing } from "./later.tsx";
import type { ViewProps } from "./view.ts";

export function BannerView({ live, words }: ViewProps) {
  const [isMissing, setMissing] = useState(false);
  useEffect(() => onMissing(() => setMissing(true)), []);
  const { refusal } = live.model.connection;
  // Of a page that cannot be loaded again now the lost connection is said first.
  const banner = live.banner || (isMissing ? "missing" : "");
  if (!banner) return <div class="banner-place" role="status" />;
  const text = banner === "missing" ? words.missing : (words.refusals[refusal] ?? words.banners[banner]);
  return (
    <div class="banner-place" role="status">
      <div class={`banner banner--${banner}`}>
        <span>{text}</span>
        {(banner === "stopped" || banner === "missing") && (
          <button type="button" onClick={() => location.reload()}>{words.reload}</button>
        )}
      </div>
    </div>
  );
}
