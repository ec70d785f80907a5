// What a browser may forbid or not know, tried.

/** What `act` gives; undefined where it throws. */
export function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
