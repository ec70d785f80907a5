// What is drawn on a colour of the page's choice: seen on light and on dark ones.

/** Lighter colours take dark ink: there both have about the same contrast (WCAG 2.2, relative luminance). */
const MIDDLE = 0.179;
/** Of red, green and blue in it. */
const SHARES = [0.2126, 0.7152, 0.0722];

/** `color`: `#rrggbb`. */
export function inkOn(color: string): "#fff" | "#000" {
  const parts = SHARES.map((share, at) => share * (parseInt(color.slice(1 + 2 * at, 3 + 2 * at), 16) / 255) ** 2.2);
  return parts.reduce((sum, part) => sum + part) > MIDDLE ? "#000" : "#fff";
}
