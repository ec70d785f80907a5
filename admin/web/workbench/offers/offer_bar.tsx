// What rings at the agent: who, why, how long still, and the two answers to it.

import { useEffect } from "preact/hooks";

import { secondsLeft, useSeconds } from "../clock.ts";
import { shortcutOf, type Keymap } from "../keys/keymap.ts";
import type { Row } from "../model/rows.ts";
import { goTo } from "../places.tsx";
import { ring } from "../reminders/sound.ts";
import type { ViewProps } from "../view.ts";
import "./offers.css";

/** Between two times that it sounds, in ms. */
const AGAIN_MS = 4_000;

export interface OfferBarProps extends ViewProps {
  readonly ringing: readonly Row[];
  readonly isLoud: boolean;
  readonly keymap: Keymap;
}

export function OfferBar({ ringing, isLoud, keymap, ...view }: OfferBarProps) {
  const rings = ringing.length > 0;
  useEffect(() => {
    if (!rings || !isLoud) return;
    const timer = setInterval(() => void ring("offer"), AGAIN_MS);
    return () => clearInterval(timer);
  }, [rings, isLoud]);
  return (
    <section class="offers" aria-label={view.words.offers.title} role="alert">
      {ringing.map((row, place) => (
        <Offer key={row.id} {...view} row={row} shortcut={place === 0 ? shortcutOf(keymap, "accept") : undefined} />
      ))}
    </section>
  );
}

function Offer({ desk, words, row, shortcut }: ViewProps & { readonly row: Row; readonly shortcut: string | undefined }) {
  const { offers: say } = words;
  const session = desk.model.threads.get(row.id)?.session;
  const call = session?.guests.find(({ agent }) => agent === desk.model.me);
  const isCall = row.part === "called";
  const [since, until] = isCall ? [call?.since, call?.until] : [session?.offer?.since, session?.offer?.until];
  const text = isCall
    ? say.calls(call?.by_name || call?.by || "", row.name)
    : session?.transfer
      ? say.handedOver(row.name, session.transfer.by_name || session.transfer.by)
      : say.rings(row.name, row.group);
  return (
    <div class="offer">
      <p class="offer-text">
        <b>{text}</b>
        {row.note && <span class="offer-note">{say.note(row.note)}</span>}
      </p>
      {until ? <Countdown {...{ desk, words, until }} since={since ?? until} /> : null}
      <button
        type="button"
        class="primary"
        disabled={desk.isTaking(row.id)}
        aria-keyshortcuts={shortcut}
        onClick={() => (goTo("desk"), void desk.accept(row.id))}
      >
        {isCall ? say.come : say.accept}
      </button>
      <button type="button" onClick={() => void desk.decline(row.id)}>{say.decline}</button>
    </div>
  );
}

function Countdown({ desk, words, since, until }: ViewProps & { readonly since: number; readonly until: number }) {
  useSeconds();
  const left = secondsLeft(until, desk.now());
  const share = until > since ? Math.min(1, Math.max(0, (until - desk.now()) / (until - since))) : 0;
  return (
    // Each second of it is not read out.
    <span class="countdown" aria-live="off">
      <meter class="countdown-bar" min={0} max={1} value={share} aria-hidden="true" />
      {words.offers.left(left)}
    </span>
  );
}
