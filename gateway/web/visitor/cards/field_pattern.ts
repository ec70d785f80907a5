// What a field of a form must look like, as browsers read it; the service has the last word.
//
// A pattern is a sequence of characters, `.`, `\d`, `\w` and sets, each with a count. The service means
// digits and letters of all scripts by `\d` and `\w`, a browser would mean ASCII.

/** A set, or a sign behind a backslash. */
const ATOM = /\[(\^?)((?:\\.|[^\]\\])+)\]|\\(.)/gsu;
const IN_SET: Readonly<Record<string, string>> = { d: "\\p{Nd}", w: "\\p{L}\\p{N}_" };

/** True when the whole of `value` is as the pattern says; also when this browser cannot read the pattern. */
export function fits(pattern: string, value: string): boolean {
  try {
    return new RegExp(`^(?:${translated(pattern)})$`, "su").test(value);
  } catch {
    return true;
  }
}

function translated(pattern: string): string {
  return pattern.replace(ATOM, (_, not: string, set: string | undefined, sign: string) =>
    set === undefined ? alone(sign) : `[${not}${set.replace(/\\(.)/gsu, (_, each: string) => inSet(each))}]`,
  );
}

function alone(sign: string): string {
  return sign in IN_SET ? `[${inSet(sign)}]` : sign.replace(/[\^$\\.*+?()[\]{}|/]/, "\\$&");
}

function inSet(sign: string): string {
  return IN_SET[sign] ?? sign.replace(/[\^$\\.*+?()[\]{}|/-]/, "\\$&");
}
