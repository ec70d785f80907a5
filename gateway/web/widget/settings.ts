// What the script's tag says, checked.

export type Side = "left" | "right";
/** "" = the browser's. */
export type Theme = "" | "light" | "dark";

/** What the chat page takes as its query, as it stands in the tag. */
const QUERY = [
  "clientData", "channelName", "peerSource", "remark", "nickname", "language", "theme", "group",
] as const;

export interface WidgetSettings {
  /** The script's own address; the chat is beside it. */
  readonly base: string;
  /** The channel's key. */
  readonly channel: string;
  readonly side: Side;
  readonly theme: Theme;
  /** Of the launcher, `#rrggbb`; "" = ours. */
  readonly color: string;
  /** As in BCP 47; "" = the browser's. */
  readonly language: string;
  /** Where the business server says who the visitor is, as the page names it; "" = nowhere. */
  readonly identityUrl: string;
  /** What the tag says of the visit, by name; nothing that is empty. */
  readonly query: readonly (readonly [string, string])[];
}

/** Of an element, what its `data-…` attributes say. */
export type Said = Readonly<Record<string, string | undefined>>;

/**
 * The settings of a tag with these attributes.
 *
 * `base`: the script's address. Throws `Error` with what was expected when the page's author has to mend
 * the tag.
 */
export function readSettings(said: Said, base: string): WidgetSettings {
  const text = (name: string): string => (said[name] ?? "").trim();
  const channel = text("channel");
  if (!channel) throw new Error("expected data-channel with the channel's key");
  return {
    base,
    channel,
    side: oneOf("data-position", text("position"), ["right", "left"] as const) ?? "right",
    theme: oneOf("data-theme", text("theme"), ["light", "dark"] as const) ?? "",
    color: colorOf(text("color")),
    language: text("language"),
    identityUrl: text("identityUrl"),
    query: QUERY.map((name) => [name, text(name)] as const).filter(([, value]) => value),
  };
}

/** In full: `#abc` is `#aabbcc`. */
function colorOf(word: string): string {
  if (word && !/^#([0-9a-f]{3}){1,2}$/i.test(word)) {
    throw new Error(`expected data-color as #1f5fd0, got ${JSON.stringify(word)}`);
  }
  return word.length === 4 ? word.replace(/\w/g, "$&$&") : word;
}

/** A choice; undefined where nothing is said. */
function oneOf<T extends string>(name: string, word: string, words: readonly T[]): T | undefined {
  if (!word) return undefined;
  const found = words.find((each) => each === word);
  if (!found) throw new Error(`expected ${name} as ${words.join(" or ")}, got ${JSON.stringify(word)}`);
  return found;
}
