// What the page has its scripts say, in its language; and where they say it.

/** So long a word on what was done stands. */
const SHOWN_MS = 6_000;

/** The texts of a table in the page, by their names. */
export function wordsOf(id: string): Readonly<Record<string, string>> {
  return JSON.parse(document.getElementById(id)?.textContent ?? "{}") as Record<string, string>;
}

let hides = 0;

/** Says something below the page, for a while. */
export function say(text: string, isProblem = false): void {
  const place = document.getElementById("toast");
  if (!place) return;
  clearTimeout(hides);
  place.textContent = text;
  place.classList.toggle("is-problem", isProblem);
  hides = setTimeout(() => (place.textContent = ""), SHOWN_MS) as unknown as number;
}
