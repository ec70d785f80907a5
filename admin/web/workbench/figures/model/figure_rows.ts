// An agent's own figures as rows of a table (W6).

import { spanText, type SpanWords } from "../../side/model/spans.ts";

/** As the service tells them: lengths in ms, shares from 0 to 1; null: there is nothing to tell. */
export interface Figures {
  readonly served: number;
  readonly silent: number;
  readonly frt_ms: number | null;
  readonly art_ms: number | null;
  readonly aht_ms: number | null;
  readonly transfer_rate: number | null;
  readonly satisfaction: number | null;
  readonly stars: number | null;
  readonly rated: number;
  readonly solved: number | null;
}

export interface OwnFigures {
  readonly today: Figures;
  /** Since Monday. */
  readonly week: Figures;
}

export const FIGURES = ["served", "first", "average", "handling", "solved", "satisfaction", "stars", "transferred", "silent"] as const;
export type FigureName = (typeof FIGURES)[number];

const NOTHING = "–";
/** Shorter times are told to a tenth of a second. */
const SHORT_MS = 10_000;

/** One figure in words. */
export function figureText(name: FigureName, figures: Figures, words: SpanWords & { readonly tag: string }): string {
  switch (name) {
    case "served": return String(figures.served);
    case "silent": return String(figures.silent);
    case "first": return lengthText(figures.frt_ms, words);
    case "average": return lengthText(figures.art_ms, words);
    case "handling": return lengthText(figures.aht_ms, words);
    case "solved": return shareText(figures.solved, words.tag);
    case "satisfaction": return shareText(figures.satisfaction, words.tag);
    case "transferred": return shareText(figures.transfer_rate, words.tag);
    case "stars": return figures.stars === null ? NOTHING : `${figures.stars.toFixed(2)} ★ (${figures.rated})`;
  }
}

function lengthText(ms: number | null, words: SpanWords): string {
  if (ms === null) return NOTHING;
  return ms < SHORT_MS ? words.seconds(Math.round(ms / 100) / 10) : spanText(ms, words);
}

function shareText(share: number | null, tag: string): string {
  return share === null ? NOTHING : new Intl.NumberFormat(tag, { style: "percent" }).format(share);
}
